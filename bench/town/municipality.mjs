const HEADER =
  'PROVINCIE;INSTELLINGSCODE;VESTIGINGSCODE;VESTIGINGSNAAM;STRAATNAAM;PLAATSNAAM;GEMEENTENUMMER;GEMEENTENAAM;TELEFOONNUMMER;INTERNETADRES\n';
const SECTORS = ['po', 'vo', 'mbo'];

/** Schools that do not exist, in three files as DUO's. */
export function schoolFiles(number) {
  const lines = Array.from({ length: number }, (_, at) => {
    const municipality = String((at % 40) + 1).padStart(4, '0');
    const where = `Dorpsstraat;ELZENMEER;${municipality};ELZENMEER ${municipality}`;
    return `Zomerland;${codeOf(at).slice(0, 4)};${codeOf(at)};Basisschool De Zee ${at};${where};0131234501;www.dezee.example\n`;
  });
  return SECTORS.map((sector, at) => {
    const content = HEADER + lines.filter((_, line) => line % SECTORS.length === at).join('');
    return { name: `${sector}.csv`, content, sector };
  });
}

/** People that do not exist: at each school a contact, and teachers with groups. */
export function staffFile(number) {
  const lines = Array.from({ length: number }, (_, at) => {
    const school = codeOf(at % 8_000);
    const role = at < 8_000 ? 'directeur;;' : `leerkracht;Groep ${Math.floor(at / 8_000) + 2};ma-wo`;
    return `persoon${at}@dezee.example;Persoon van Nummer ${at};${school};${role}\n`;
  });
  return { name: 'staf.csv', content: `e-mail;naam;schoolcode;rollen;groepen;dagen\n${lines.join('')}` };
}

/** `99E0A3`: none of the demonstration's. */
function codeOf(at) {
  return `99${(at + 520_000).toString(36).toUpperCase().padStart(4, '0')}`;
}
