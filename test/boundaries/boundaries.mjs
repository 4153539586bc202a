import { TABLE } from './table.mjs';

/**
 * The table as dependency-cruiser's rules: whatever a folder's row does not name is forbidden.
 * @returns {import('dependency-cruiser').IForbiddenRuleType[]}
 */
export function rulesOf(table = TABLE) {
  return [
    { name: 'no-circle', severity: 'error', from: {}, to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } } },
    {
      name: 'client-not-to-server',
      severity: 'error',
      from: { path: '^client/' },
      to: { path: '^src/', pathNot: ['^src/(contract|sealed)/'] },
    },
    { name: 'server-not-to-client', severity: 'error', from: { path: '^src/' }, to: { path: '^client/' } },
    ...Object.entries(table).flatMap(([folder, { folders, packages }]) => [
      ...(folders === '*' ? [] : [folderRule(folder, folders)]),
      ...(packages ? [packageRule(folder, packages)] : []),
    ]),
  ];
}

function folderRule(folder, allowed) {
  const own = [folder, ...allowed].map((name) => `^${name}/`);
  return {
    name: `${folder} imports`,
    severity: 'error',
    from: { path: `^${folder}/` },
    to: { path: '^(src|client)/', pathNot: own },
  };
}

function packageRule(folder, allowed) {
  const pathNot = ['^(src|client)/', '^[.]', ...allowed.map((name) => `^(node_modules/)?${name}(/|$)`)];
  return { name: `${folder} packages`, severity: 'error', from: { path: `^${folder}/` }, to: { pathNot } };
}

/**
 * What dependency-cruiser needs to read TypeScript's imports, those of types included.
 * @type {import('dependency-cruiser').ICruiseOptions}
 */
export const OPTIONS = {
  tsPreCompilationDeps: true,
  doNotFollow: { path: 'node_modules' },
  enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'types', 'node', 'default'] },
};
