import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { appendFile, cp } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { programOf } from '../../scripts/system.mjs';
import { Balancer } from '../support/balancer.js';
import { createDatabase, server as postgresql, type ServerDatabase } from '../support/database.js';
import { freePort } from '../support/free-port.js';
import { Installation } from '../support/installation.js';
import { Person, prepared } from '../support/person.js';
import { madeUpPupil } from '../support/pupils.js';
import { RedisServer } from '../support/redis.js';
import { type ServerProcess, withServers } from '../support/server-process.js';
import { SteadyPage } from '../support/steady-page.js';

/** People with pages beside those of the demonstration: of the school, and of another one. */
const CONTACTS = 30;
const OTHERS = 220;
/** Pages of each. */
const EACH = 4;

const onMachines = programOf('redis-server') && postgresql !== undefined ? describe : describe.skip;

onMachines('two servers that are stopped one after the other', () => {
  const servers = withServers();
  let database: ServerDatabase;
  let redis: RedisServer;
  let balancer: Balancer;
  beforeAll(async () => {
    database = await createDatabase();
    redis = await RedisServer.start();
    balancer = await Balancer.start();
  });
  afterAll(async () => {
    await balancer.stop();
    await redis.stop();
    await database.drop();
  });

  test('[R-NODES-8] lose none of the signals that are sent every second, and show none of them twice on any of a thousand pages', async () => {
    const folder = join(servers.folder, 'schools');
    await cp('demonstration', folder, { recursive: true });
    const crowd = [...Array(CONTACTS + OTHERS).keys()].map((number) => ({
      name: `Persoon ${number}`,
      isContact: number < CONTACTS,
    }));
    const lines = crowd.map(({ name, isContact }) => {
      const what = isContact ? 'recipient;99AA00;intern begeleider' : 'recipient;99AB00;intern begeleider';
      return `elzenmeer;${name.replace(' ', '').toLowerCase()}@delinde.example;${name};${what}\n`;
    });
    await appendFile(join(folder, 'staff.csv'), lines.join(''));
    const installation = await Installation.at(balancer.url, database.url, folder);

    const key = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ type: 'pkcs8', format: 'pem' });
    const keys = { SIGNING_KEY: key.toString(), ROOM_KEY: randomBytes(32).toString('base64') };
    const where = { MODE: 'production', ORIGINS: balancer.url, DATABASE_URL: database.url, REDIS_URL: redis.url };
    const starts = async (port: number): Promise<ServerProcess> => {
      const server = await servers.start({ ...where, ...keys, PORT: String(port) }).runs();
      balancer.ports.add(port);
      return server;
    };
    const [one, other] = [await freePort(), await freePort()];
    const running = new Map([
      [one, await starts(one)],
      [other, await starts(other)],
    ]);

    const petra = await Person.arrives(installation, 'Petra van Dam');
    const school = await Person.arrives(installation, 'Karin de Graaf').then((person) => person.finds('linde'));
    const open = async (name: string): Promise<SteadyPage> => {
      const person = await Person.signsIn(installation, name);
      return new SteadyPage(installation.url, () => person.token());
    };
    const karin = await open('Karin de Graaf');
    const pages: { page: SteadyPage; isContact: boolean }[] = [];
    for (const { name, isContact } of crowd) {
      for (let number = 0; number < EACH; number++) pages.push({ page: await open(name), isContact });
    }
    const all = [karin, ...pages.map(({ page }) => page)];
    const areBack = async () => {
      for (const page of all) await page.until(() => page.isConnected);
    };
    await areBack();

    const sent: string[] = [];
    let isOver = false;
    const restarting = (async () => {
      for (const port of [one, other]) {
        balancer.ports.delete(port);
        running.get(port)!.send('SIGTERM');
        expect(await running.get(port)!.ended).toBe(0);
        running.set(port, await starts(port));
        await areBack();
        await setTimeout(3_000);
      }
    })().finally(() => (isOver = true));
    while (!isOver) {
      const signal = await prepared(madeUpPupil(), school, true);
      await karin.sends(signal);
      sent.push(signal.id);
      await setTimeout(1_000);
    }
    await restarting;

    expect(sent.length).toBeGreaterThan(10);
    for (const { page, isContact } of pages) {
      if (isContact) await page.until(() => sent.every((id) => page.shown.has(id)));
      else expect([...page.shown]).toEqual([]);
      expect([...page.shown].filter(([, { size }]) => size > 1)).toEqual([]);
    }
    for (const page of all) page.leaves();
    petra.leaves();
    await installation.close();
    for (const server of running.values()) expect(server.errors).toBe('');
  }, 400_000);
});
