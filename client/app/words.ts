import { language, type Language } from '../words/words.js';

const WORDS = {
  nl: {
    starting: 'Een ogenblik …',
    noConnection: 'Er is nog geen verbinding.',
    noConnectionNext: 'We proberen het steeds opnieuw. Controleer je internet, of bel bij twijfel.',
    tryNow: 'Probeer nu',
    signIn: 'Inloggen',
    signInHow: 'Je bent uitgelogd. Je ziet hier nu geen signalen.',
    noSignIn: 'Inloggen kan hier nog niet.',
    noSignInNext: 'Vraag de beheerder van je organisatie om Seintje in te richten.',
    failed: 'Er ging iets mis op deze pagina.',
    failedNext: 'Laad de pagina opnieuw. Signalen die openstaan, komen dan terug.',
    reload: 'Opnieuw laden',
    administrator: 'Je ziet hier nooit een signaal.',
    administratorWhy: 'Een beheerder zorgt voor scholen, mensen en groepen. Signalen gaan alleen naar wie ze nodig heeft.',
    administratorState: 'Je bent ingelogd als {name}.',
    noRole: 'Je hebt hier nog geen rol.',
    noRoleNext: 'Vraag de beheerder van je organisatie om een rol.',
  },
  en: {
    starting: 'One moment …',
    noConnection: 'There is no connection yet.',
    noConnectionNext: 'We keep trying. Check your internet, or call if in doubt.',
    tryNow: 'Try now',
    signIn: 'Sign in',
    signInHow: 'You are signed out. You see no signals here now.',
    noSignIn: 'You cannot sign in here yet.',
    noSignInNext: 'Ask the administrator of your organisation to set up Seintje.',
    failed: 'Something went wrong on this page.',
    failedNext: 'Load the page again. Open signals will come back.',
    reload: 'Load again',
    administrator: 'You never see a signal here.',
    administratorWhy: 'An administrator looks after schools, people and groups. Signals only go to those who need them.',
    administratorState: 'You are signed in as {name}.',
    noRole: 'You have no role here yet.',
    noRoleNext: 'Ask the administrator of your organisation for a role.',
  },
} satisfies Record<Language, Record<string, string>>;

/** The sentences of the application around the pages, in the language on screen. */
export const words = () => WORDS[language.value];
