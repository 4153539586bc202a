import { language, type Language } from '../words/words.js';

const WORDS = {
  nl: {
    title: 'Een signaal, van zender tot leerkracht.',
    intro: 'Je speelt hier drie mensen tegelijk. Scholen, mensen en leerlingen zijn verzonnen.',
    try: 'Stuur als zender een signaal naar {school}. Open het bij de school. Kies daar {teacher}.',
    ideas: 'Trek het signaal eens in. Zet je internet uit. Of log bij één van de drie uit.',
    school: 'Kies een andere school',
    sender: 'Zender',
    recipient: 'School',
    teacher: 'Leerkracht',
    waiting: 'De zender komt erbij zodra de school er is.',
    beginNow: 'Niet wachten',
    starting: 'De demonstratie begint …',
    parts: 'Wie zie je?',
    people: 'Speel het met meer mensen',
    peopleHow: 'Elke naam opent een eigen tabblad. Zo kun je ook collega’s en andere scholen spelen.',
    organisation: 'Gemeente of regio',
    failed: 'De demonstratie kon niet beginnen.',
    failedNext: 'Controleer of de server nog draait.',
    again: 'Probeer opnieuw',
    signIn: 'Inloggen in de demonstratie',
    signInAs: 'Ga verder als {name}',
    signInWhy: '{name} is verzonnen. Een wachtwoord is niet nodig.',
    unknown: 'Deze persoon kennen we niet.',
    unknownNext: 'Kies iemand uit de lijst van de demonstratie.',
    toStage: 'Naar de demonstratie',
    newTab: '(nieuw tabblad)',
    otherLanguage: 'English',
  },
  en: {
    title: 'One signal, from sender to teacher.',
    intro: 'You play three people at once. Schools, people and pupils are made up.',
    try: 'As the sender, send a signal to {school}. Open it at the school. Choose {teacher} there.',
    ideas: 'Try withdrawing the signal. Switch off your internet. Or sign out one of the three.',
    school: 'Choose another school',
    sender: 'Sender',
    recipient: 'School',
    teacher: 'Teacher',
    waiting: 'The sender joins as soon as the school is there.',
    beginNow: 'Do not wait',
    starting: 'The demonstration is starting …',
    parts: 'Whom do you see?',
    people: 'Play it with more people',
    peopleHow: 'Every name opens a tab of its own. So you can play colleagues and other schools too.',
    organisation: 'Municipality or region',
    failed: 'The demonstration could not start.',
    failedNext: 'Check whether the server is still running.',
    again: 'Try again',
    signIn: 'Sign in to the demonstration',
    signInAs: 'Continue as {name}',
    signInWhy: '{name} is made up. No password is needed.',
    unknown: 'We do not know this person.',
    unknownNext: 'Choose somebody from the list of the demonstration.',
    toStage: 'To the demonstration',
    newTab: '(new tab)',
    otherLanguage: 'Nederlands',
  },
} satisfies Record<Language, Record<string, string>>;

/** The sentences of the demonstration, in the language on screen. */
export const words = () => WORDS[language.value];

/** Fills `{name}`. */
export const fill = (sentence: string, values: Record<string, string>) =>
  sentence.replace(/\{(\w+)\}/g, (gap, key: string) => values[key] ?? gap);
