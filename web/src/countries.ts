// Names of countries by their codes: as the record of actors writes them, so that lists and texts agree.
import countries from '../../data/actors/countries.txt';

// Codes that are no country's, of data/actors/codes.txt.
const OTHERS: Record<string, string> = {
  UNO: 'United Nations', EUR: 'European Union', IGO: 'international organizations', NGO: 'non-governmental organizations',
  MNC: 'multinational companies', ISM: 'international movements', IMG: 'international armed groups',
};

/** "Russia" for RUS; the code itself where nothing is known. */
export const countryName = (code: string): string => countries[code] ?? OTHERS[code] ?? code;
