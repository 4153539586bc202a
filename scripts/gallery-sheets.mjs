/** The sheets of docs/gallery.md: which states, how they look, how wide each is shown, and how many stand beside each other. */
const PHONE = { shown: 260, columns: 6 };
const SCREEN = { shown: 640, columns: 3 };
const DAY = { language: 'nl', theme: 'light', width: 390 };

export const SHEETS = [
  {
    name: 'sender',
    ...PHONE,
    look: DAY,
    states: [
      ...['sender-L1-empty', 'sender-L2-faults', 'sender-L2-filled', 'sender-L3-check', 'sender-L4-arrived', 'sender-L4-known'],
      ...[
        'sender-L5-amber',
        'sender-L5-call',
        'sender-L6-returned',
        'sender-L7-lost',
        'sender-L8-completed',
        'sender-L9-restarted',
      ],
    ],
  },
  {
    name: 'recipient',
    ...PHONE,
    look: DAY,
    states: [
      ...['recipient-S1-quiet', 'recipient-S2-alert', 'recipient-S3-shown', 'recipient-S3-colleague', 'recipient-S4-chosen'],
      ...[
        'recipient-S5-unseen',
        'recipient-S5-walk',
        'recipient-S5-confer',
        'recipient-S5-known',
        'recipient-S6-parents-teacher',
      ],
      ...['recipient-S8-done', 'recipient-S8-withdrawn'],
    ],
  },
  {
    name: 'teacher',
    ...PHONE,
    look: DAY,
    states: [
      ...['teacher-T1-quiet', 'teacher-T2-arriving', 'teacher-T3-shown', 'teacher-T3-hidden', 'teacher-T3-confer-coming'],
      ...['teacher-T4-parents', 'teacher-T5-gone', 'teacher-T5-lost', 'teacher-T2-drill', 'board-quiet', 'board-teacher'],
      'board-teacher-pressed',
    ],
  },
  {
    name: 'everyone',
    ...PHONE,
    look: DAY,
    states: [
      ...[
        'sign-in-passkey-and-account',
        'device-question',
        'check-in-morning',
        'check-in-works',
        'check-in-denied',
        'news-device',
      ],
      ...['everyone-lost-with-number', 'everyone-back', 'everyone-covered', 'offline', 'memory-recipient', 'how-teacher'],
    ],
  },
  {
    name: 'dark',
    ...PHONE,
    look: { ...DAY, theme: 'dark' },
    states: [
      ...['sender-L2-filled', 'sender-L5-call', 'recipient-S2-alert', 'recipient-S3-shown', 'recipient-S4-chosen'],
      ...['teacher-T3-shown', 'teacher-T2-drill', 'everyone-lost', 'everyone-covered', 'administrator-people', 'counts-figures'],
      'how-recipient',
    ],
  },
  {
    name: 'desk',
    ...SCREEN,
    look: { ...DAY, width: 1280 },
    states: [
      ...[
        'sender-L1-several',
        'sender-L4-arrived',
        'recipient-S3-shown',
        'recipient-S4-choice',
        'recipient-S5-walk',
        'teacher-T3-shown',
      ],
    ],
  },
  {
    name: 'administrator',
    ...SCREEN,
    look: { ...DAY, width: 1280 },
    states: [
      ...['administrator-start', 'administrator-people', 'administrator-person', 'administrator-schools-list'],
      ...['administrator-schools-school', 'administrator-not-ready', 'administrator-import-preview', 'administrator-settings'],
      'counts-figures',
    ],
  },
];
