import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { JWK } from 'jose';

/** How a client is known to the provider. */
export type Client = { id: string; redirectUri: string } & ({ secret: string } | { key: JWK });

/** An OpenID provider in a process of its own (oidc-provider). */
export class OpenIdProvider {
  private constructor(
    private readonly child: ChildProcess,
    readonly issuer: string,
  ) {}

  static async starts(): Promise<OpenIdProvider> {
    // Its warnings, of the runtime and of what a test may do, are not of this run.
    const child = fork(join(import.meta.dirname, 'openid-process.mjs'), { execArgv: [], silent: true });
    const [{ issuer }] = (await once(child, 'message')) as [{ issuer: string }];
    return new OpenIdProvider(child, issuer);
  }

  /** @param addressInIdToken else it is only told at the userinfo endpoint */
  async serves(clients: Client[], { addressInIdToken = true } = {}): Promise<void> {
    this.child.send({ clients: clients.map(registered), addressInIdToken });
    await once(this.child, 'message');
  }

  async stops(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    this.child.kill();
    await once(this.child, 'exit');
  }
}

function registered(client: Client): object {
  const common = { client_id: client.id, redirect_uris: [client.redirectUri], id_token_signed_response_alg: 'ES256' };
  if ('secret' in client) return { ...common, client_secret: client.secret, token_endpoint_auth_method: 'client_secret_basic' };
  return { ...common, token_endpoint_auth_method: 'private_key_jwt', jwks: { keys: [client.key] } };
}
