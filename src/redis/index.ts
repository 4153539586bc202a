export { RedisAway, Unfit } from './errors.js';
export { REDIS, SharedRedis } from './redis.js';
export { RedisNotVolatile } from './volatile.js';
