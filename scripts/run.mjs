import { spawn } from 'node:child_process';

/**
 * Runs a command to its end, and takes it along when this process is told to stop.
 * @param {string[]} command
 * @param {{ shown?: boolean, onMessage?: (message: object) => void, env?: NodeJS.ProcessEnv }} options
 *   shown: its output goes straight to the screen; onMessage: what it tells over Node's channel
 * @returns {Promise<{ code: number | 'ENOENT', output: string }>}
 */
export function run([file, ...args], { shown = false, onMessage, env = process.env } = {}) {
  return new Promise((resolve) => {
    const pipes = shown ? ['inherit', 'inherit', 'inherit'] : ['ignore', 'pipe', 'pipe'];
    const child = spawn(file, args, {
      stdio: onMessage ? [...pipes, 'ipc'] : pipes,
      env,
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (data) => (output += data));
    if (onMessage) child.on('message', onMessage);

    const stop = (signal) => {
      child.kill(signal);
      process.exit(signal === 'SIGINT' ? 130 : 143);
    };
    const done = (code) => {
      process.off('SIGINT', stop).off('SIGTERM', stop);
      resolve({ code, output });
    };
    process.on('SIGINT', stop).on('SIGTERM', stop);
    child.on('error', ({ code }) => done(code));
    child.on('close', (code) => done(code ?? 1));
  });
}
