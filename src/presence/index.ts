export { Presence } from './presence.js';
export { PresenceNews } from './presence-news.js';
