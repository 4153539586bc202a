const ROLES = ['src/contract', 'src/clock', 'src/identity', 'src/directory', 'src/signals', 'src/sockets'];
const PAGE = ['src/contract', 'src/sealed', 'client/loading', 'client/elements', 'client/words', 'client/connection'];

/**
 * Who may import what: a folder, the folders that it may import, and for those that must stay pure
 * also the packages. Types count too. `*` is everything on its own side.
 * @type {Record<string, { folders: string[] | '*', packages?: string[] }>}
 */
export const TABLE = {
  // The files at the top: they start things, and hold no logic.
  src: { folders: '*' },
  client: { folders: '*' },
  // No scripts: what a browser asks for by itself, as it is.
  'client/public': { folders: [], packages: [] },

  'src/contract': { folders: [], packages: [] },
  // The server cannot open or seal: nothing on its side may import this.
  'src/sealed': { folders: ['src/contract'], packages: ['jose'] },
  'src/config': { folders: [] },
  'src/clock': { folders: [] },
  'src/log': { folders: [] },
  // Redis, where several servers share one memory.
  'src/redis': { folders: ['src/clock'] },
  // Which servers run, and what they tell each other.
  'src/nodes': { folders: ['src/contract', 'src/clock', 'src/config', 'src/redis'] },
  'src/directory': { folders: ['src/contract', 'src/config', 'src/clock'] },
  'src/identity': { folders: ['src/contract', 'src/config', 'src/clock', 'src/log', 'src/directory', 'src/nodes'] },
  // How somebody proves who they are: what follows from that is identity's.
  'src/sign-in': { folders: ['src/contract', 'src/config', 'src/clock', 'src/log', 'src/directory', 'src/identity'] },
  // What files say, and what would come of it; whether that is done is administration's.
  'src/imports': { folders: ['src/contract', 'src/directory'] },
  'src/administration': {
    folders: [
      ...['src/contract', 'src/config', 'src/clock', 'src/log', 'src/directory', 'src/identity', 'src/sign-in'],
      'src/imports',
      'src/presence',
    ],
  },
  // What every controller answers, in words for others.
  'src/openapi': {
    folders: [
      ...['src/contract', 'src/identity', 'src/sign-in', 'src/administration', 'src/counts', 'src/demonstration', 'src/pages'],
    ],
  },
  'src/limits': { folders: ['src/contract', 'src/config', 'src/log', 'src/identity'] },
  'src/signals': { folders: ['src/contract', 'src/clock', 'src/config', 'src/log', 'src/redis'] },
  // It is told whom to wake, and never why.
  'src/push': {
    folders: ['src/contract', 'src/config', 'src/clock', 'src/log', 'src/directory', 'src/identity', 'src/limits'],
  },
  'src/sockets': {
    folders: [
      ...['src/contract', 'src/config', 'src/clock', 'src/log', 'src/identity', 'src/limits', 'src/nodes', 'src/push'],
      ...['src/redis', 'src/signals'],
    ],
  },
  // Who would hear of something: of signals it knows nothing but where people listen.
  'src/presence': {
    folders: [
      ...['src/contract', 'src/clock', 'src/log', 'src/identity', 'src/directory', 'src/nodes', 'src/signals'],
      'src/sockets',
    ],
  },
  // What the memory of signals holds, forgets, and is given back.
  'src/memory': { folders: [...ROLES, 'src/log'] },
  'src/session': { folders: [...ROLES, 'src/log', 'src/limits', 'src/memory', 'src/nodes', 'src/presence', 'src/push'] },
  // The three audiences never import each other: they meet in signals and contract.
  'src/sender': { folders: [...ROLES, 'src/presence'] },
  'src/recipient': { folders: [...ROLES, 'src/presence'] },
  'src/teacher': { folders: ROLES },
  // Counts are told what to count, and never see a signal.
  'src/counts': {
    folders: [
      ...['src/contract', 'src/config', 'src/clock', 'src/log', 'src/directory', 'src/identity', 'src/nodes', 'src/redis'],
      'src/signals',
    ],
  },
  'src/pages': { folders: ['src/contract', 'src/config', 'src/directory', 'src/identity', 'src/push', 'src/redis'] },
  'src/demonstration': { folders: ['src/contract', 'src/config', 'src/clock', 'src/directory', 'src/identity'] },

  'client/words': { folders: ['src/contract', 'src/sealed'] },
  // What is loaded when it is needed.
  'client/loading': { folders: ['client/words'], packages: ['preact', '@preact/signals'] },
  'client/keys': { folders: ['src/contract', 'src/sealed'] },
  // Runs beside the pages, and is told nothing by them.
  'client/worker': { folders: [], packages: [] },
  'client/connection': { folders: ['src/contract', 'src/sealed', 'client/keys', 'client/loading', 'client/worker'] },
  'client/elements': { folders: ['src/contract', 'src/sealed', 'client/words', 'client/loading', 'client/connection'] },
  'client/sender': { folders: PAGE },
  // "Ik ben er vandaag", on the quiet page of whoever receives something.
  'client/check-in': { folders: PAGE },
  'client/recipient': { folders: [...PAGE, 'client/check-in'] },
  'client/teacher': { folders: [...PAGE, 'client/check-in'] },
  'client/counts': { folders: PAGE },
  'client/sign-in': { folders: PAGE },
  // How it works, and for whom.
  'client/about': { folders: PAGE },
  'client/account': { folders: [...PAGE, 'client/check-in'] },
  'client/administration': { folders: PAGE },
  'client/demonstration': { folders: ['src/contract', 'client/elements', 'client/words'] },
  'client/app': { folders: '*' },
  // Every state of every page, for development and tests.
  'client/gallery': { folders: '*' },
};
