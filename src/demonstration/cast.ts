import type { ListedPerson } from '../directory/index.js';

/** Who can be signed in as whom, for the terminal: a line for each school, and for those who work for the whole region. */
export function castOf(people: ListedPerson[]): string {
  const regions = new Map<string, Map<string, string[]>>();
  for (const { name, organisation, roles } of people) {
    const places = regions.get(organisation.name) ?? new Map<string, string[]>();
    regions.set(organisation.name, places);
    for (const { schoolName, title } of roles) {
      const place = schoolName ?? '';
      places.set(place, [...(places.get(place) ?? []), `${name} (${title})`]);
    }
  }
  return [...regions].map(([region, places]) => [`  ${region}`, ...[...places].sort(byName).map(line)].join('\n')).join('\n\n');
}

function byName([a]: [string, string[]], [b]: [string, string[]]): number {
  return a.localeCompare(b);
}

function line([place, names]: [string, string[]]): string {
  return `    ${place === '' ? '' : `${place}: `}${names.join(', ')}`;
}
