import { spawnSync } from 'node:child_process';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { ok, Person } from '../support/person.js';
import { RawSocket } from '../support/raw-socket.js';
import { madeUpPupil } from '../support/pupils.js';
import { copySchools } from '../support/schools.js';
import { type ServerProcess, withServers } from '../support/server-process.js';

interface Listed {
  id: string;
  name: string;
}

const peopleOf = async ({ url }: ServerProcess) => {
  const { people } = (await (await fetch(`${url}/v1/demonstration`)).json()) as { people: Listed[] };
  return new Map(people.map(({ id, name }) => [name, id]));
};

describe('the server as a process', () => {
  const servers = withServers();
  let [broken, renamed] = ['', ''];
  beforeAll(async () => {
    const { folder } = servers;
    broken = await copySchools(join(folder, 'broken'), 'staff.csv', (staff) => staff.replace(';sender;', ';sendr;'));
    renamed = await copySchools(join(folder, 'renamed'), 'staff.csv', (staff) => staff.replace(/Mo Benali/g, 'Mo Benali-Vos'));
    writeFileSync(join(folder, 'file'), '');
  });

  const faults: [what: string, settings: () => Record<string, string>, sentence: RegExp][] = [
    ['a port that is no number', () => ({ PORT: 'three' }), /^The configuration has 1 fault\(s\): PORT must be .*\.\n$/],
    [
      'production without its settings',
      () => ({ MODE: 'production' }),
      /^The configuration has 3 .*ORIGINS .*SIGNING_KEY .*ROOM_KEY .*\n$/,
    ],
    [
      'the demonstration in production',
      () => ({ NODE_ENV: 'production' }),
      /^The configuration has 1 .*demonstration.*exclude each other\.\n$/,
    ],
    ['DEBUG', () => ({ DEBUG: 'socket.io*' }), /^The configuration has 1 fault\(s\): DEBUG must not be set.*\n$/],
    [
      'a data folder that is a file',
      () => ({ DATA_DIR: join(servers.folder, 'file') }),
      /^The folder .*file cannot be used .*DATA_DIR.*\n$/,
    ],
    [
      'an address of another machine',
      () => ({ HOST: '192.0.2.1' }),
      /^The server cannot listen at the address 192\.0\.2\.1.*\n$/,
    ],
    ['a CSV file with a fault', () => ({ DEMONSTRATION_DIR: broken }), /^staff\.csv, line 2, column role: must be one of .*\n$/],
  ];
  test.each(faults)('[R-START-1] %s: said in a sentence, and no start', async (_, settings, sentence) => {
    const server = servers.start(settings());
    expect(await server.ended).toBe(1);
    expect(server.errors).toMatch(sentence);
    expect(server.output).not.toContain('running');
  });

  test('[R-START-3] [R-LOG-2] says who can be signed in as whom; ended by what nobody foresaw, it tells nothing of what that holds', async () => {
    const fault = `process.once('SIGUSR2', () => Promise.reject(Object.assign(new Error('what-came-in'), { args: ['what-came-in'] })))`;
    const NODE_OPTIONS = `--import=data:text/javascript;base64,${Buffer.from(fault).toString('base64')}`;
    const server = await servers.start({ NODE_OPTIONS }).runs();
    expect(server.output).toContain('Regio Elzenmeer');
    expect(server.output).toMatch(/OBS De Linde: .*Petra van Dam \(intern begeleider\)/);
    expect(server.output).toMatch(/Karin de Graaf \(leerplichtambtenaar\)/);
    server.send('SIGUSR2');
    expect(await server.ended).toBe(1);
    expect(server.errors).toMatch(/^Error\n {4}at /);
    expect(server.errors).not.toContain('what-came-in');
  });

  test('[R-INPUT-2] hostile frames close their sockets, and the process goes on', async () => {
    const server = await servers.start().runs();
    const petra = await Person.signsIn(server, 'Petra van Dam');
    const deep = '['.repeat(4_000) + ']'.repeat(4_000);
    // The last one says that binary data follows, and it does not.
    const hostile = [
      Buffer.alloc(9_000),
      '42["x"]',
      `420["inbox",${deep}]`,
      '2[{"toString":"x"}]',
      ['451-0["inbox"]', '42["x"]'],
    ];
    for (const frames of hostile) {
      const raw = await RawSocket.connects(server.url, await petra.token());
      for (const frame of [frames].flat()) raw.sends(frame);
      expect(await raw.hears(/^never/)).toBeNull();
    }
    await petra.connects();
    expect(await petra.inbox()).toMatchObject({ views: [] });
    petra.leaves();
    expect(await Promise.race([server.ended, Promise.resolve('running')])).toBe('running');
    expect(server.errors).toBe('');
  });

  test('[R-STOP-3] stops within seconds, whoever is connected, reads or not: everybody is told when to come back', async () => {
    const server = await servers.start().runs();
    const people = [...(await peopleOf(server)).keys()].slice(0, 20);
    const pages: RawSocket[] = [];
    for (const name of people) {
      const token = await (await Person.signsIn(server, name)).token();
      pages.push(...(await Promise.all(Array.from({ length: 2 }, () => RawSocket.connects(server.url, token)))));
    }
    expect(pages).toHaveLength(40);
    const [deaf, ...awake] = pages;
    deaf!.stopsReading();

    const toldAt = performance.now();
    server.send('SIGTERM');
    const heard = await Promise.all(awake.map((page) => page.hears(/^42\["session:ending",\{"reason":"restarting"/)));
    expect(heard).not.toContain(null);
    expect(new Set(heard).size).toBeGreaterThan(20);
    expect([await server.ended, server.errors]).toEqual([0, '']);
    expect(performance.now() - toldAt).toBeLessThan(8_000);
    deaf!.leaves();
  });

  test('[R-STOP-3] one Ctrl-C that npm passes on is one; told again, it ends at once', async () => {
    const server = await servers.start().runs();
    const raw = await RawSocket.connects(server.url, await (await Person.signsIn(server, 'Petra van Dam')).token());
    raw.stopsReading();
    const toldAt = performance.now();
    const pressing = setInterval(() => server.send('SIGINT'), 50);
    expect([await server.ended, server.errors]).toEqual([130, '']);
    clearInterval(pressing);
    expect(performance.now() - toldAt).toBeGreaterThan(500);
    raw.leaves();
  });

  test('[R-START-3] [R-START-5] stopped or killed, it starts again with the same people and sessions, without the old tokens, and its pages give back the signals', async () => {
    let server = await servers.start().runs();
    const people = await peopleOf(server);
    const place = { url: server.url };
    const keyFile = join(servers.folder, 'data', 'room-key');
    await Person.arrives(place, 'Petra van Dam');
    const karin = await Person.arrives(place, 'Karin de Graaf');
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGKILL'] as const) {
      const id = await karin.sends(madeUpPupil(), 'linde');
      expect((await karin.inbox()).views).toMatchObject([{ id, as: 'sender', progress: 'waiting' }]);
      const old = await karin.token();
      const { state } = karin.receipts.get(id)!;
      const key = readFileSync(keyFile);

      const toldAt = performance.now();
      server.send(signal);
      expect(await server.ended).toBe(signal === 'SIGKILL' ? null : 0);
      expect(performance.now() - toldAt).toBeLessThan(2_000);
      expect(server.errors).toBe('');

      // The last time with another name in the files.
      server = await servers.start(signal === 'SIGKILL' ? { DEMONSTRATION_DIR: renamed } : {}).runs();
      place.url = server.url;
      await expect(karin.connects(old)).rejects.toThrow('unauthorised');
      await karin.connects();
      expect(await karin.inbox()).toMatchObject({ me: { person: karin.id }, views: [], gone: [] });
      expect([readFileSync(keyFile).equals(key), statSync(keyFile).mode & 0o777]).toEqual([true, 0o600]);
      ok(await karin.says('signal:restore', { state }));
      expect((await karin.inbox()).views).toMatchObject([{ id, as: 'sender' }]);
      ok(await karin.says('signal:withdraw', { id }));
    }
    karin.leaves();
    const after = await peopleOf(server);
    const id = people.get('Mo Benali')!;
    people.delete('Mo Benali');
    expect(Object.fromEntries(after)).toEqual({ ...Object.fromEntries(people), 'Mo Benali-Vos': id });
  });

  test('[R-START-1] npm run check:config tells every fault on a line of its own, or that it is sound', () => {
    const check = (env: Record<string, string>) => {
      const own = { PATH: process.env.PATH, HOME: servers.folder };
      const { status, stdout, stderr } = spawnSync(process.execPath, ['scripts/check-config.mjs'], { env: { ...own, ...env } });
      const lines = stdout.toString().trimEnd().split('\n');
      // It builds first, where something has changed.
      return { status, lines: lines.filter((line) => !line.startsWith('Seintje: building')), errors: stderr.toString() };
    };
    expect(check({})).toEqual({ status: 0, lines: ['The configuration is sound.'], errors: '' });
    expect(check({ PORT: '70000', CAPACITY: '0', DEBUG: '*' })).toEqual({
      status: 1,
      lines: [
        '- PORT must be 65535 or less',
        '- CAPACITY must be 1 or more',
        '- DEBUG must not be set: libraries would print what passes through them',
      ],
      errors: '',
    });
  });
});
