/** Where the facts of a machine stand. Tests give a tree of their own. */
export interface Machine {
  /** The process file system, proc(5). */
  readonly proc: string;
  /** Configuration: passwd, group and hosts. */
  readonly etc: string;
  /** Folders of unit files, those that win first: systemd.unit(5), "Unit File Load Path". */
  readonly unitFolders: readonly string[];
  /** Folders searched for programs after those of PATH; a last part that ends in * stands for every folder so called. */
  readonly programFolders: readonly string[];
}

export const thisMachine: Machine = {
  proc: '/proc',
  etc: '/etc',
  unitFolders: ['/etc/systemd/system', '/run/systemd/system', '/usr/local/lib/systemd/system', '/usr/lib/systemd/system', '/lib/systemd/system'],
  programFolders: ['/usr/local/bin', '/usr/bin', '/opt/prometheus*', '/usr/local/prometheus*', '/opt/homebrew/bin'],
};
