import { beforeEach, describe, expect, test } from '@jest/globals';
import { Asker, withDirectory } from '../support/administration.js';
import { batchesOf } from '../support/batches.js';
import { withApp } from '../support/start-app.js';

const context = withApp({ production: true });
const directory = withDirectory(context);

const HEADER = 'VESTIGINGSCODE;VESTIGINGSNAAM;PLAATSNAAM;GEMEENTENUMMER;GEMEENTENAAM;TELEFOONNUMMER\n';
const STAFF = 'e-mail;naam;schoolcode;rollen;groepen;dagen\n';

let femke: Asker;
let bas: Asker;
beforeEach(async () => {
  femke = await Asker.signsIn(context.app, 'Femke Ooms');
  bas = await Asker.signsIn(context.app, 'Bas Timmer');
});

describe('an administrator', () => {
  test('[R-IMPORT-1] smoke', async () => {
    const own = batchesOf(context.app, femke);
    const schools = await own.schools(
      `${HEADER}99AA00;OBS De Linde;ELZENMEER;0099;ELZENMEER;0131234501\n99QA00;OBS De Proef;ELZENMEER;0099;ELZENMEER;\n`,
    );
    console.log(JSON.stringify(schools, null, 1));
    console.log(JSON.stringify(await own.does(schools)));
    const staff = await own.staff(
      `${STAFF}nieuw@deproef.example;Nieuwe Directeur;99QA00;directeur;;\nles@deproef.example;Lies Les;99QA00;leerkracht;Groep 3;ma-wo\n`,
    );
    console.log(JSON.stringify(staff, null, 1));
    const asked = await own.does(staff, { invites: true });
    console.log(JSON.stringify(asked));
    console.log(JSON.stringify(await batchesOf(context.app, bas).approves(asked)));
  });
});
