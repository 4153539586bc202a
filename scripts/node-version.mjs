// Runs on any Node that knows ES modules (12.17), to say one clear sentence: no newer syntax here, nor in start.mjs.
const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`Seintje needs Node 20.19 or newer; this is ${process.versions.node}.`);
  process.exit(1);
}
