import { TestEnvironment } from 'jest-environment-node';

/** The tests of a file on the server that `scripts/postgresql.mjs` has started; skipped, and counted, where there is none. */
export default class PostgresqlEnvironment extends TestEnvironment {
  async setup() {
    await super.setup();
    this.global.postgresql = process.env.POSTGRESQL;
  }

  handleTestEvent({ name }, state) {
    if (name === 'run_start' && !process.env.POSTGRESQL) state.testNamePattern = /(?!)/;
  }
}
