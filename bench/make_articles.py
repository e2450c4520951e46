"""Writes invented news as JSONL, for measuring a large record: make_articles.py COUNT [SEED].

The same arguments give the same bytes. Reports come in clusters of one to six outlets on one happening, with some of the points told
differently, over three years; everything in them is made up but the names of countries, cities and offices."""
import json
import random
import sys

COUNTRIES = [('Russia', 'Russian', 'Moscow'), ('Turkey', 'Turkish', 'Ankara'), ('Syria', 'Syrian', 'Damascus'), ('Iran', 'Iranian', 'Tehran'),
             ('Iraq', 'Iraqi', 'Baghdad'), ('Germany', 'German', 'Berlin'), ('France', 'French', 'Paris'), ('China', 'Chinese', 'Beijing'),
             ('India', 'Indian', 'New Delhi'), ('Pakistan', 'Pakistani', 'Islamabad'), ('Egypt', 'Egyptian', 'Cairo'), ('Sudan', 'Sudanese', 'Khartoum'),
             ('Ethiopia', 'Ethiopian', 'Addis Ababa'), ('Kenya', 'Kenyan', 'Nairobi'), ('Nigeria', 'Nigerian', 'Abuja'), ('Ukraine', 'Ukrainian', 'Kiev'),
             ('Georgia', 'Georgian', 'Tbilisi'), ('Armenia', 'Armenian', 'Yerevan'), ('Greece', 'Greek', 'Athens'), ('Serbia', 'Serbian', 'Belgrade'),
             ('Colombia', 'Colombian', 'Bogota'), ('Venezuela', 'Venezuelan', 'Caracas'), ('Japan', 'Japanese', 'Tokyo'), ('Israel', 'Israeli', 'Jerusalem')]
CITIES = ['Aleppo', 'Mosul', 'Antalya', 'Izmir', 'Marseille', 'Hamburg', 'Lahore', 'Mumbai', 'Alexandria', 'Odessa', 'Kazan', 'Basra', 'Mombasa', 'Kano', 'Medellin']
OUTLETS = [f'{first} {second}' for first in ('Harbour', 'Northern', 'Morning', 'Lakeside', 'Continental', 'Gulf', 'Capital', 'Steppe')
           for second in ('Courier', 'Ledger', 'Dispatch', 'Observer', 'Wire', 'Post')]
OFFICES = ['foreign minister', 'defence minister', 'prime minister', 'president', 'interior minister', 'trade minister']
GROUPS = ['rebels', 'gunmen', 'protesters', 'police', 'soldiers', 'militants']
NUMBERS = ['two', 'three', 'four', 'five', 'six', 'at least seven', 'eight', 'nine', '12', '15', 'at least 20', '34']
MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December']
TOPICS = ['the ceasefire', 'trade and visas', 'the gas pipeline', 'border crossings', 'the prisoners', 'grain shipments', 'fishing rights', 'the airspace']


def happening(rng, day):
    a, b = rng.sample(COUNTRIES, 2)
    c = rng.choice(COUNTRIES)
    city, topic, office = rng.choice(CITIES), rng.choice(TOPICS), rng.choice(OFFICES)
    group, number = rng.choice(GROUPS), rng.choice(NUMBERS)
    date = f'{MONTHS[day[1] - 1]} {day[2]}'
    leads = [
        lambda n, w: f'The {a[1]} {office} met his {b[1]} counterpart in {w} on {date} to discuss {topic}.',
        lambda n, w: f'{a[0]} expelled {n} {b[1]} diplomats on {date} over {topic}.',
        lambda n, w: f'{a[1]} aircraft bombed positions of {group} near {w} on {date}, killing {n} people.',
        lambda n, w: f'{a[0]} and {b[0]} signed an agreement on {topic} in {w} on {date}.',
        lambda n, w: f'{group.capitalize()} attacked a checkpoint in {w} on {date} and killed {n} soldiers.',
        lambda n, w: f'{a[0]} imposed sanctions on {b[0]} on {date} because of {topic}.',
        lambda n, w: f'Police arrested {n} people in {w} on {date} after a protest against {topic}.',
        lambda n, w: f'{a[0]} sent humanitarian aid to {b[0]} on {date}.',
    ]
    follow = [
        f'The {b[1]} government rejected the accusations of {a[0]}.', f'The {office} said that {a[0]} would send a delegation to {b[2]} next week.',
        f'{c[0]} called on {a[0]} and {b[0]} to end the fighting.', f'"We will not accept this," the {a[1]} {office} told reporters in {a[2]}.',
        f'{a[0]} plans to hold talks with {c[0]} in {c[2]} next month.', f'The {c[1]} president condemned the attack in {city}.',
        f'Officials in {b[2]} said they had no information about {topic}.', f'The two sides agreed to meet again in {b[2]}.',
        f'Last year {b[0]} and {c[0]} signed an agreement on {topic}.', f'{b[0]} threatened to close the border if {a[0]} did not withdraw its troops.']
    return rng.choice(leads), follow, number, city, a, b, topic


def main():
    count, rng = int(sys.argv[1]), random.Random(int(sys.argv[2]) if len(sys.argv) > 2 else 1)
    written = 0
    while written < count:
        day = (rng.choice((2015, 2016, 2017)), rng.randint(1, 12), rng.randint(1, 28))
        lead, follow, number, city, a, b, topic = happening(rng, day)
        for outlet in rng.sample(OUTLETS, min(count - written, rng.choice((1, 1, 2, 2, 3, 4, 6)))):
            told = number if rng.random() < 0.8 else rng.choice(NUMBERS)
            place = city if rng.random() < 0.85 else rng.choice(CITIES)
            sentences = [lead(told, place)] + rng.sample(follow, rng.randint(3, 7))
            paragraphs = [' '.join(sentences[i:i + 2]) for i in range(0, len(sentences), 2)]
            print(json.dumps({'id': f'made-{written}', 'outlet': outlet, 'title': f'{a[0]}, {b[0]}: {topic}, report {written}',
                              'published': '%d-%02d-%02d' % day, 'url': f'https://{outlet.lower().replace(" ", "-")}.example/{written}',
                              'text': '\n\n'.join(paragraphs)}))
            written += 1


main()
