import { once } from 'node:events';
import { createServer } from 'node:http';
import { json } from 'node:stream/consumers';
import { exportJWK, generateKeyPair } from 'jose';
import { Provider } from 'oidc-provider';

/**
 * An OpenID provider as an organisation has one, in a process of its own. It says where it is, is told its clients and whether
 * addresses stand in ID tokens, and then serves. Whoever is asked to log in posts as whom, by what, and how long ago.
 */
const server = createServer().listen(0, '127.0.0.1');
await once(server, 'listening');
const issuer = `http://127.0.0.1:${server.address().port}`;
process.send({ issuer });
const [{ clients, addressInIdToken }] = await once(process, 'message');

const accounts = new Map();
const { privateKey } = await generateKeyPair('ES256', { extractable: true });
const provider = new Provider(issuer, {
  clients,
  jwks: { keys: [{ ...(await exportJWK(privateKey)), alg: 'ES256', use: 'sig' }] },
  cookies: { keys: ['of a test'] },
  claims: { openid: ['sub', 'acr', 'amr', 'auth_time'], email: ['email', 'email_verified'] },
  conformIdTokenClaims: !addressInIdToken,
  pkce: { required: () => true },
  features: { devInteractions: { enabled: false } },
  interactions: { url: (_, { uid }) => `/interaction/${uid}` },
  findAccount: (_, accountId) => ({ accountId, claims: () => ({ ...accounts.get(accountId), sub: accountId }) }),
  loadExistingGrant: async ({ oidc }) => {
    const grant = new provider.Grant({ accountId: oidc.session.accountId, clientId: oidc.client.clientId });
    grant.addOIDCScope('openid email');
    await grant.save();
    return grant;
  },
  ttl: { AccessToken: 600, AuthorizationCode: 60, Grant: 600, IdToken: 600, Interaction: 600, Session: 86_400 },
});
const serve = provider.callback();

async function logIn(request, response) {
  const { subject, amr, acr, secondsAgo = 0, ...claims } = await json(request);
  accounts.set(subject, claims);
  const ts = Math.floor(Date.now() / 1000) - secondsAgo;
  await provider.interactionFinished(request, response, { login: { accountId: subject, amr, acr, ts } });
}

server.on('request', (request, response) => {
  if (!request.url.startsWith('/interaction/')) return serve(request, response);
  if (request.method === 'GET') return response.end('Log in');
  logIn(request, response).catch(() => response.writeHead(500).end());
});
process.on('disconnect', () => process.exit());
process.send('serves');
