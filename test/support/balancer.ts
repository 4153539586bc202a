import { once } from 'node:events';
import { type AddressInfo, createConnection, createServer, type Server } from 'node:net';

/** What stands in front of several servers: each connection goes to the next one that takes it, and stays there. */
export class Balancer {
  private next = 0;

  private constructor(
    private readonly listener: Server,
    /** Ports of the servers that run now. */
    readonly ports: Set<number>,
  ) {}

  static async start(): Promise<Balancer> {
    const ports = new Set<number>();
    const balancer: Balancer = new Balancer(
      createServer((page) => {
        const running = [...ports];
        if (running.length === 0) return page.destroy();
        const server = createConnection(running[balancer.next++ % running.length]!, '127.0.0.1');
        for (const [end, other] of [
          [page, server],
          [server, page],
        ] as const) {
          end.setNoDelay(true);
          end.on('error', () => {}).on('close', () => other.destroy());
          end.pipe(other);
        }
      }),
      ports,
    );
    await once(balancer.listener.listen(0, '127.0.0.1'), 'listening');
    return balancer;
  }

  get url(): string {
    return `http://localhost:${(this.listener.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    await new Promise((closed) => this.listener.close(closed));
  }
}
