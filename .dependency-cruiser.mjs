import { OPTIONS, rulesOf } from './test/boundaries/boundaries.mjs';

export default { forbidden: rulesOf(), options: OPTIONS };
