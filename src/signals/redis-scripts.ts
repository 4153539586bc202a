import { COUNTS_KEPT } from './tally.js';

/**
 * Compare-and-set of a signal with its indexes, its expiry and its counts, at once.
 * KEYS: the signal's hash; the sorted sets of all ends, of what falls due, and of what nobody was told of yet; the counts. ARGV: id,
 * expected version, version, now, end, time to live, capacity, when it falls due or nothing, value, what is
 * counted now, and at the end; keys of the places where it is found from now on. Times are milliseconds.
 * Returns 1: done; 0: another version is there; -1: full.
 */
export const PUT = `
local id, expected, version, now, ends = ARGV[1], tonumber(ARGV[2]), ARGV[3], tonumber(ARGV[4]), ARGV[5]
local ttl, capacity, due, value = ARGV[6], tonumber(ARGV[7]), ARGV[8], ARGV[9]
local was = redis.call('HMGET', KEYS[1], 'version', 'ends', 'places', 'value')
local present = was[1] and tonumber(was[2]) > now
if (present and tonumber(was[1]) or 0) ~= expected then return 0 end
if not present and redis.call('ZCOUNT', KEYS[2], '(' .. ARGV[4], '+inf') >= capacity then return -1 end
for place in string.gmatch(was[3] or '', '%S+') do redis.call('ZREM', place, id) end
local function index(key, score, member)
  redis.call('ZADD', key, score, member)
  if redis.call('PTTL', key) < tonumber(ttl) then redis.call('PEXPIRE', key, ttl) end
end
local places = {}
for i = 12, #ARGV do
  index(ARGV[i], ends, id)
  places[#places + 1] = ARGV[i]
end
index(KEYS[2], ends, id)
if due == '' then redis.call('ZREM', KEYS[3], id) else index(KEYS[3], due, id) end
index(KEYS[4], now, id .. ' ' .. version)
redis.call('SET', KEYS[4] .. ':' .. id .. ' ' .. version, present and was[4] or '', 'PX', 60000)
redis.call('HSET', KEYS[1], 'version', version, 'ends', ends, 'value', value,
  'places', table.concat(places, ' '), 'counts', ARGV[11])
redis.call('PEXPIRE', KEYS[1], ttl)
for name in string.gmatch(ARGV[10], '%S+') do redis.call('HINCRBY', KEYS[5], name, 1) end
if ARGV[10] ~= '' then redis.call('PEXPIRE', KEYS[5], ${COUNTS_KEPT}) end
return 1
`;

/**
 * The epoch, as JSON. KEYS: where it is; the counts. ARGV: the run_id of the Redis process; a fresh epoch, which takes its place where it
 * is another's: what was counted there may be stored already.
 */
export const EPOCH = `
local was = redis.call('GET', KEYS[1])
if was and cjson.decode(was).process == ARGV[1] then return was end
redis.call('SET', KEYS[1], ARGV[2])
redis.call('DEL', KEYS[2])
return ARGV[2]
`;

/**
 * Takes ended signals away, with their indexes, and counts them.
 * KEYS: the sorted sets of all ends, and of what falls due; the counts. ARGV: now, how many at the most, what stands before the id in a
 * signal's key.
 * Returns their values; each is returned to one caller only.
 */
export const EXPIRE = `
local values = {}
for _, id in ipairs(redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', ARGV[1], 'LIMIT', 0, ARGV[2])) do
  local key = ARGV[3] .. id
  local was = redis.call('HMGET', key, 'value', 'places', 'counts')
  for place in string.gmatch(was[2] or '', '%S+') do redis.call('ZREM', place, id) end
  for name in string.gmatch(was[3] or '', '%S+') do redis.call('HINCRBY', KEYS[3], name, 1) end
  redis.call('ZREM', KEYS[1], id)
  redis.call('ZREM', KEYS[2], id)
  redis.call('DEL', key)
  if was[1] then values[#values + 1] = was[1] end
end
if redis.call('EXISTS', KEYS[3]) == 1 then redis.call('PEXPIRE', KEYS[3], ${COUNTS_KEPT}) end
return values
`;

/** Everybody was told of a version. KEYS: the sorted set of what nobody was told of. ARGV: id and version. */
export const TOLD = `
redis.call('ZREM', KEYS[1], ARGV[1])
redis.call('DEL', KEYS[1] .. ':' .. ARGV[1])
`;

/**
 * Hands changes out that nobody was told of. KEYS: the sorted set of them. ARGV: now, until when they were made or handed out last, how
 * many at the most.
 * Returns of each, to one caller at a time, its id with the version, and the value before it, which is empty where there was none.
 */
export const UNTOLD = `
local found = {}
for _, name in ipairs(redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', ARGV[2], 'LIMIT', 0, ARGV[3])) do
  local before = redis.call('GET', KEYS[1] .. ':' .. name)
  if before then
    redis.call('ZADD', KEYS[1], ARGV[1], name)
    found[#found + 1] = { name, before }
  else
    redis.call('ZREM', KEYS[1], name)
  end
end
return found
`;
