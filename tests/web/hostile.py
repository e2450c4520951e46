"""A record that wants to break the page: markup, scripts, signs that turn text round, words of a megabyte, as JSONL on stdout."""
import json

ATTACKS = [
    '<script>window.executed=1</script>', '<img src=x onerror="window.executed=1">', '"><svg onload=window.executed=1>',
    "'-alert(1)-'", '</title><script>alert(1)</script>', 'javascript:alert(1)', '{{constructor.constructor("alert(1)")()}}', '${alert(1)}',
    '<iframe srcdoc="<script>parent.executed=1</script>"></iframe>', '<style>*{display:none}</style>', '<base href="https://evil.example/">',
    '<meta http-equiv="refresh" content="0;url=https://evil.example/">', '<form action="https://evil.example/"><button>x</button></form>',
    '\u202egnihtemos \u2066hidden\u2069 \u200f\u061c', 'Z\u0335\u0321\u0322' + '\u0300' * 60 + ' algo', 'W' * 300, '\ufdfd' * 20, '0\u20e3\U0001f468\u200d\U0001f469\u200d\U0001f467',
    '<!--', ']]>', '&lt;b&gt;&#x3c;script&#x3e;alert(1)&#x3c;/script&#x3e;', '../../../../etc/passwd', '%00%0d%0aSet-Cookie: x=1', '=cmd|" /C calc"!A0', '\u2028alert(1)\u2029',
]
LEAD = 'Russian Foreign Minister Sergey Lavrov {0} met his Turkish counterpart {0} in Alanya on 1 December 2016 and said "{0}".'
URLS = ['javascript:window.executed=1', 'data:text/html,<script>parent.executed=1</script>', 'https://example.org/"><script>window.executed=1</script>', '//evil.example/', 'vbscript:x', 'https://user:pass@example.org/']

for i, attack in enumerate(ATTACKS):
    text = '\n\n'.join([LEAD.format(attack), f'Turkey bombed {attack} near Aleppo on Friday, killing three people.', f'{attack} Turkey and Russia agreed on {attack} trade.'])
    print(json.dumps({'id': f'{attack[:60]}-{i}', 'title': f'{attack} Lavrov meets {attack}', 'outlet': attack[:100], 'url': URLS[i % len(URLS)],
                      'published': f'2016-12-{i % 28 + 1:02d}', 'text': text}))
print(json.dumps({'id': 'long', 'title': 'L' * 1900, 'outlet': 'O' * 190, 'published': '2016-12-01',
                  'text': 'Turkey and Russia agreed in Alanya. ' + 'x' * 1000000 + ' Lavrov met Cavusoglu. ' + '\u202e' * 1000 + '<b>' * 50000}))
