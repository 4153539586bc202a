export { REDIS, RedisAway, SharedRedis } from './redis.js';
export { RedisNotVolatile } from './volatile.js';
