/**
 * A change that root makes later, from a folder that anybody staged: what its script does, as data. Contents are named
 * by their file in the bundle, never contained, so that the script can be read and shown.
 */

/** Permission bits and, by name where they have one, owner and group. */
export interface BundleRights {
  readonly mode: number;
  readonly owner: string;
  readonly group: string;
}

export interface BundleFolder extends BundleRights {
  readonly path: string;
}

export interface BundleFile extends BundleRights {
  /** Name in the folder `files` of the bundle; its first three characters are a number of its own. */
  readonly staged: string;
  /** Absolute and without links, but for those that root made above it. */
  readonly path: string;
  /** Null for a file that is not there yet. */
  readonly before: BundleRights | null;
  /** A configuration is written after promtool has read it, and what it names is there. */
  readonly configuration: boolean;
  readonly why: string;
}

/** One question to promtool, about a copy that stands where the server looks for the file. */
export interface BundleCheck extends BundleRights {
  readonly what: 'config' | 'web-config';
  readonly staged: string;
  readonly copy: string;
}

/** What the server does about the new files. */
export type BundleProcess =
  | { readonly kind: 'none' }
  | { readonly kind: 'restart' | 'reload'; readonly unit: string }
  /** Nobody knows here what keeps it running: the commands for a person, there and back. */
  | { readonly kind: 'hands'; readonly commands: readonly string[]; readonly back: readonly string[] };

/** One question to the server by curl. */
export interface BundleQuestion {
  /** A whole command as `curlCommand` gives it. */
  readonly curl: string;
  /** File of the folder `proof` with name and password for curl; null: nobody signs in. */
  readonly credentials: string | null;
}

/** One knock on the door. */
export interface BundleProof extends BundleQuestion {
  readonly title: string;
  /** Status codes or, as `exit52`, exit codes of curl that are right. */
  readonly expect: readonly string[];
}

export interface BundleSpec {
  /** Tells this bundle from others in the names of its temporary files and of its backups: [0-9a-f]{16}. */
  readonly id: string;
  /** Hex SHA-256 of the file `sums`. */
  readonly sumsSha256: string;
  /** Those that are missing, outermost first. */
  readonly folders: readonly BundleFolder[];
  /** In the order in which they are written; the last one is web.yml where it changes. */
  readonly files: readonly BundleFile[];
  /** Null where promtool is not on the machine. */
  readonly promtool: string | null;
  /** Who runs the server; null: root, or nobody knows. */
  readonly account: string | null;
  readonly checks: readonly BundleCheck[];
  readonly process: BundleProcess;
  readonly proofs: readonly BundleProof[];
  /** Whether Prometheus is to read prometheus.yml again while it runs; then its own word is asked for. */
  readonly rereads: boolean;
  /** Asks for the page with that word; null where nobody is known whom the server lets in. */
  readonly ownWord: BundleQuestion | null;
  /** A knock that any answer will do for: whether the server is back as it was. Null where it does not run. */
  readonly knockBack: string | null;
}
