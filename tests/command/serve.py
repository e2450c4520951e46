"""Asks a running `annals serve`: serve.py PORT. Prints what is not as it should be; exit status 1 when something is."""
import csv
import http.client
import io
import json
import os
import re
import socket
import sys
import threading
import time
import urllib.parse

port = int(sys.argv[1])
failures = []


def check(holds, what):
    if not holds:
        failures.append(what)


def ask(path, method='GET', headers=None, body=None):
    connection = http.client.HTTPConnection('127.0.0.1', port, timeout=20)
    connection.request(method, path, body=body, headers=headers or {})
    response = connection.getresponse()
    data = response.read()
    connection.close()
    return response, data


def get_json(path):
    response, data = ask(path)
    check(response.status == 200, f'{path}: status {response.status}: {data[:200]}')
    return json.loads(data)


def raw(data):
    """What the server answers to these bytes, until it closes or says no more."""
    with socket.create_connection(('127.0.0.1', port), timeout=10) as connection:
        connection.sendall(data)
        connection.settimeout(10)
        answer = b''
        try:
            while True:
                more = connection.recv(65536)
                if not more:
                    break
                answer += more
        except (TimeoutError, ConnectionError):
            pass
        return answer


# ---- clients that drip: a byte now and then does not keep a connection, fresh or after an answer ----
def drip(first, ended):
    started = time.monotonic()
    with socket.create_connection(('127.0.0.1', port), timeout=10) as connection:
        try:
            connection.sendall(first)
            connection.settimeout(0.5)
            while time.monotonic() - started < 40:
                connection.sendall(b'a')
                try:
                    if not connection.recv(65536):
                        break
                except TimeoutError:
                    pass
        except ConnectionError:
            pass
    ended.append(time.monotonic() - started)


dripped = []
whole_then = b'GET /api HTTP/1.1\r\nHost: localhost\r\n\r\n'
drips = [threading.Thread(target=drip, args=(first, dripped))
         for first in (b'GET', b'GET /api HTTP/1.1\r\nHost: localhost\r\nX: ', whole_then + b'GET /', b'GET /api HTTP/1.1\r\nHost: localhost\r\n\r')]
for thread in drips:
    thread.start()

# ---- headers, on every answer ----
for path in ('/', '/events', '/api', '/api/events', '/api/events.csv', '/nonsense', '/api/nonsense', '/assets/app.js'):
    response, _ = ask(path)
    policy = response.getheader('Content-Security-Policy') or ''
    for part in ("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'", "base-uri 'none'"):
        check(part in policy, f'{path}: no {part} in the policy')
    check('unsafe' not in policy, f'{path}: an unsafe policy')
    check(response.getheader('X-Content-Type-Options') == 'nosniff', f'{path}: no nosniff')
    check(response.getheader('Referrer-Policy') == 'no-referrer', f'{path}: no referrer policy')
    check((response.getheader('Content-Type') or '').split(';')[0] in
          ('text/html', 'application/json', 'text/csv', 'text/javascript'), f'{path}: type {response.getheader("Content-Type")}')

# ---- what is there, and what is not ----
for path, status in (('/', 200), ('/events', 200), ('/event/abc', 200), ('/article/abc', 200), ('/favicon.svg', 200),
                     ('/nonsense', 404), ('/event', 404), ('/event/a/b', 404), ('/../../etc/passwd', 404),
                     ('/assets/../../../../etc/passwd', 404), ('/assets/%2e%2e/index.html', 404), ('/assets/', 404),
                     ('/api/nonsense', 404), ('/api/events/x/y', 404), ('/api/nonsense.csv', 404),
                     ('/api/article/nosuch', 404), ('/api/actor/ffffffffffffffff', 404),
                     ('/api/events?nonsense=1', 400), ('/api/events?limit=0', 400), ('/api/events?limit=1001', 400),
                     ('/api/events?cursor=-1', 400), ('/api/events?since=tomorrow', 400), ('/api/events?order=random', 400),
                     ('/api/search?match=%22', 400), ('/api/%', 400), ('/api/%zz', 400), ('/api/%00', 400), ('/api/%ff', 400),
                     ('/api/events?' + '&'.join(f'a{i}=1' for i in range(40)), 400),
                     ('/api/events?match=' + 'x' * 9000, 400)):
    response, data = ask(path)
    check(response.status == status, f'{path[:60]}: status {response.status}, not {status}')
    if status >= 400 and not path.startswith('/nons'):
        check('message' in json.loads(data)['error'], f'{path[:60]}: an error without a message')

response, data = ask('/nonsense', headers={'Accept': 'text/html,application/xhtml+xml,*/*;q=0.8'})
check(response.status == 404 and data.startswith(b'<!doctype html>'), 'a browser gets a page where there is none')
response, data = ask('/')
check('rel=preload' in (response.getheader('Link') or ''), 'the page tells what it asks for first')

# ---- who may ask ----
for headers, status in (({'Host': 'evil.example'}, 403), ({'Host': f'evil.example:{port}'}, 403), ({'Host': '10.0.0.1'}, 403),
                        ({'Host': ''}, 403), ({'Host': 'localhost:99999'}, 403), ({'Host': 'localhost'}, 200),
                        ({'Host': f'LOCALHOST:{port}'}, 200), ({'Host': '[::1]:80'}, 200),
                        ({'Origin': 'http://evil.example'}, 403), ({'Origin': 'null'}, 403),
                        ({'Origin': f'http://127.0.0.1:{port}'}, 200)):
    response, _ = ask('/api', headers=headers)
    check(response.status == status, f'{headers}: status {response.status}, not {status}')
for method in ('POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH', 'BREW'):
    response, _ = ask('/api/events', method=method)
    check(response.status == 405 and response.getheader('Allow') == 'GET, HEAD', f'{method}: status {response.status}')
response, _ = ask('/api', body='x' * 100)
check(response.status == 413, f'a body: status {response.status}')
response, data = ask('/api/events', method='HEAD')
check(response.status == 200 and data == b'', 'HEAD has no body')

# ---- every list: pages that leave nothing out, and the same rows as CSV ----
root = get_json('/api')
ORDERS = ('oldest', 'newest', 'reported', 'published')
check(len(root['lists']) >= 10, 'the lists are named')
check(len({spec['name'] for spec in root['lists']}) == len(root['lists']), 'two lists have one name')
for spec in root['lists']:
    name = spec['name']
    query = '&match=turkey' if name == 'search' else ''
    whole = get_json(f'/api/{name}?limit=1000{query}')
    rows, cursor, pages = [], '0', 0
    while cursor is not None and pages < 1000:
        page = get_json(f'/api/{name}?limit=7&cursor={cursor}{query}')
        check(page['total'] == whole['total'], f'{name}: total changes')
        rows += page['rows']
        cursor = page['next']
        pages += 1
        if pages * 7 >= 500:
            break
    check(rows == whole['rows'][:len(rows)] and (cursor is not None or len(rows) == whole['total']),
          f'{name}: pages are not the whole')
    if rows:
        check(list(rows[0]) == spec['columns'], f'{name}: columns are not those told')
    response, data = ask(f'/api/{name}.csv?' + query.lstrip('&'))
    check(response.status == 200 and data.decode().split('\r\n')[0] == ','.join(spec['columns']), f'{name}: CSV')
    lines = list(csv.reader(io.StringIO(data.decode(), newline='')))
    check(len(lines) == whole['total'] + 1, f'{name}: {len(lines) - 1} lines of CSV, {whole["total"]} rows')
    for order in ORDERS:
        if order in spec['orders']:
            ordered = get_json(f'/api/{name}?order={order}&limit=1000{query}')
            check(sorted(map(str, ordered['rows'])) == sorted(map(str, whole['rows'])), f'{name}: {order} has other rows')
        else:
            response, _ = ask(f'/api/{name}?order={order}')
            check(response.status == 400, f'{name}: {order}, without such an order')

# ---- docs/openapi.yaml says what the server does ----
document = open(os.path.join(os.path.dirname(__file__), '../../docs/openapi.yaml'), encoding='utf-8').read()
parameters = set(re.findall(r'^    ([a-z]+): \{name: \1, in: query', document, re.M)) - {'order'}
filters = {name for spec in root['lists'] for name in spec['filters']}
check(filters <= parameters, f'openapi.yaml lacks the filters {filters - parameters}')
check(parameters <= filters, f'openapi.yaml has the filters {parameters - filters} that no list has')


def required(schema):
    found = re.search(r'^    ' + schema + r':\n      type: object\n      required: \[([^\]]*)\]', document, re.M)
    return set(found.group(1).replace(' ', '').split(','))


check(set(get_json('/api/articles')) == required('List'), 'openapi.yaml: List')
check(set(root) == required('Root'), 'openapi.yaml: Root')
ids = {'event': ('events', 'id'), 'article': ('articles', 'key'), 'actor': ('actors', 'id'), 'story': ('stories', 'id')}
paths = re.findall(r'^  (/api[^:]*):$', document, re.M)
check(len(paths) >= 8, 'openapi.yaml: paths')
for path in paths:
    path = path.replace('{list}', 'events')
    if '{id}' in path:
        name, column = ids[path.split('/')[2]]
        path = path.replace('{id}', get_json(f'/api/{name}?limit=1')['rows'][0][column])
    response, data = ask(path)
    check(response.status == 200, f'openapi.yaml: {path}: status {response.status}')
    if response.getheader('Content-Type').startswith('application/json') and path.count('/') == 3:
        answer = json.loads(data)
        check(answer['annals'] == path.split('/')[2] + '/1', f'{path}: its kind')
        for section, value in answer.items():
            if isinstance(value, dict):
                check(set(value) == required('List'), f'{path}: {section} is a list')
        if path.startswith('/api/article/'):
            check(required('Article') <= set(answer), f'{path}: openapi.yaml: Article')
# Every parameter that it gives a path is taken by a list, narrows it, and is refused by lists that do not have it.
def documented(path):
    part = document[document.index(f'  {path}:\n'):]
    part = part[:part.index('responses:')]
    named = re.findall(r'parameters/([a-z]+)"|\{name: ([a-z]+), in: query', part)
    return {a or b for a, b in named} - {'list', 'id'}


specs = {spec['name']: spec for spec in root['lists']}
check(documented('/api/{list}') == filters | {'limit', 'cursor', 'order'}, f"openapi.yaml: parameters of a list: {documented('/api/{list}') ^ filters}")
check(documented('/api/{list}.csv') == filters | {'limit', 'order'}, 'openapi.yaml: parameters of a CSV')
first = {name: get_json(f'/api/{name}?limit=1')['rows'][0] for name in ('articles', 'events', 'stories', 'actors')}
meeting = get_json('/api/events?order=reported&limit=1')['rows'][0]
VALUES = {'outlet': first['articles']['outlet'], 'since': '2016-12-02', 'until': '2016-11', 'match': 'russia', 'actor': 'RUS',
          'recipient': 'TUR', 'country': 'TUR', 'article': first['articles']['key'], 'event': meeting['id'], 'type': 'CONSULT',
          'status': 'planned', 'where': 'SYR', 'facet': 'any', 'story': first['stories']['id'], 'kind': 'person'}
KINDS = {'statements': 'direct', 'disagreements': 'count', 'copies': 'syndicated'}
narrowed = set()
for name, spec in specs.items():
    whole = get_json(f'/api/{name}?limit=1' + ('&match=turkey' if name == 'search' else ''))['total']
    for parameter, value in VALUES.items():
        value = KINDS.get(name, value) if parameter == 'kind' else value
        query = f'{parameter}={urllib.parse.quote(value)}' + ('&match=turkey' if name == 'search' and parameter != 'match' else '')
        response, data = ask(f'/api/{name}?limit=1000&{query}')
        check(response.status == (200 if parameter in spec['filters'] else 400), f'{name}?{parameter}: status {response.status}')
        if response.status != 200:
            continue
        answer = json.loads(data)
        rows = len(list(csv.reader(io.StringIO(ask(f'/api/{name}.csv?{query}')[1].decode(), newline='')))) - 1
        check(answer['total'] == len(answer['rows']) == rows, f"{name}?{parameter}: total {answer['total']}, {len(answer['rows'])} rows, {rows} in CSV")
        if name != 'search' and (whole > 0 or parameter != 'event'):
            check(answer['total'] <= whole or parameter == 'event', f'{name}?{parameter}: more than all')
        if 0 < answer['total'] < whole:
            narrowed.add(parameter)
        for row in answer['rows']:
            for column, cell in row.items():
                check(cell is None or isinstance(cell, (int, float, str)), f'{name}.{column}: {cell!r}')
check(narrowed == set(VALUES) == filters, f'filters that narrowed no list: {filters - narrowed}')
for parameter, value in (('since', '2016-13'), ('until', 'x'), ('limit', 'x'), ('cursor', 'x'), ('order', ''), ('nonsense', '1')):
    response, data = ask(f'/api/events?{parameter}={value}')
    check(response.status == 400 and json.loads(data)['error']['status'] == 400, f'events?{parameter}={value}: status {response.status}')
# Details: no parameters, and an id that nothing has.
for kind, (name, column) in ids.items():
    response, _ = ask(f'/api/{kind}/{"0" * 16}')
    check(response.status == 404, f'{kind}: status {response.status} of an id that nothing has')
response, data = ask('/api/nonsense')
check({'status', 'message'} <= set(json.loads(data)['error']), 'errors are as openapi.yaml has them')

# ---- every address in docs/serve.md ----
manual = open(os.path.join(os.path.dirname(__file__), '../../docs/serve.md'), encoding='utf-8').read()
addresses = re.findall(r"curl -s '?http://127\.0\.0\.1:8020([^' \n]*)", manual)
check(len(addresses) >= 3, 'docs/serve.md has addresses')
for path in addresses + re.findall(r'`(/api/[a-z_]+)`', manual):
    response, _ = ask(path)
    check(response.status == 200, f'docs/serve.md: {path}: status {response.status}')

# ---- one thing ----
key = get_json('/api/articles?limit=1')['rows'][0]['key']
article = get_json(f'/api/article/{key}')
check(article['key'] == key and article['annals'] == 'article/1', 'the article asked for')
letters = list(article['text'])
for sentence in article['sentences']['rows']:
    check(0 <= sentence['start_offset'] < sentence['end_offset'] <= len(letters), 'a sentence lies in its text')
for mention in article['actor_mentions']['rows']:
    check(''.join(letters[mention['start_offset']:mention['end_offset']]) == mention['text'], 'offsets are code points')
actor = get_json('/api/actors?limit=1')['rows'][0]
detail = get_json('/api/actor/' + actor['id'])
check(detail['actor']['rows'][0] == actor, 'the actor asked for')

# ---- tags ----
for path in ('/', '/assets/app.js', '/api/events'):
    response, data = ask(path)
    tag = response.getheader('ETag')
    check(tag is not None, f'{path}: no entity tag')
    again, data = ask(path, headers={'If-None-Match': tag})
    check(again.status == 304 and data == b'', f'{path}: status {again.status} with its own tag')
response, data = ask('/assets/app.js', headers={'Accept-Encoding': 'gzip'})
check(response.getheader('Content-Encoding') == 'gzip' and data[:2] == b'\x1f\x8b', 'compressed when asked')
response, data = ask('/assets/app.js')
check(response.getheader('Content-Encoding') is None and data[:2] != b'\x1f\x8b', 'plain when not')

# ---- what is no HTTP ----
for data in (b'\r\n\r\n', b'GET\r\n\r\n', b'\x16\x03\x01\x02\x00\x01', b'GET /api HTTP/9.9\r\nHost: localhost\r\n\r\n',
             b'GET http://localhost/api HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n',
             b'GET /api HTTP/1.1\r\nConnection: close\r\n\r\n',
             b'GET /' + b'a' * 100000 + b' HTTP/1.1\r\nHost: localhost\r\n\r\n',
             b'GET /api HTTP/1.1\r\nHost: localhost\r\nX: ' + b'a' * 100000 + b'\r\n\r\n'):
    if data.startswith(b'\x16'):
        data += b'\r\n\r\n'
    answer = raw(data)
    check(b' 200 ' not in answer.split(b'\r\n')[0], f'{data[:40]}: {answer[:60]}')
check(get_json('/api')['articles'] > 0, 'it still answers')

for thread in drips:
    thread.join()
check(len(dripped) == 4 and all(10 < seconds < 30 for seconds in dripped), f'clients that drip were ended after {dripped} s')

for failure in failures:
    print(failure)
sys.exit(1 if failures else 0)
