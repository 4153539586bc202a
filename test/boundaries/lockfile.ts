/** What package-lock.json says of one copy of a package. */
interface Locked {
  version?: string;
  resolved?: string;
  integrity?: string;
}

export interface Lock {
  packages: Record<string, Locked>;
}

/**
 * What is wrong with the lock file: copies older than a mended advisory, nested ones included, and packages that
 * come from anywhere but the registry (ASVS 5.0 V15.2).
 * @param minimum version by package name
 */
export function faultsOf({ packages }: Lock, minimum: Record<string, string>): string[] {
  return Object.entries(packages).flatMap(([path, { version = '', resolved, integrity }]) => {
    if (path === '') return [];
    const needed = minimum[path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length)];
    return [
      ...(needed && isOlder(version, needed) ? [`${path} is ${version}, needs ${needed}`] : []),
      ...(resolved && !resolved.startsWith('https://registry.npmjs.org/') ? [`${path} comes from ${resolved}`] : []),
      ...(integrity ? [] : [`${path} has no integrity`]),
    ];
  });
}

/** Semantic versions; a pre-release of the needed version is older (semver.org §11). */
function isOlder(version: string, needed: string): boolean {
  const [numbers = '', preRelease] = version.split('-');
  const order = numbers.localeCompare(needed, 'en', { numeric: true });
  return order < 0 || (order === 0 && preRelease !== undefined);
}
