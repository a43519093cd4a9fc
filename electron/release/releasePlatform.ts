/** What releases call a platform: the names that Go gives systems and architectures (promu, .promu.yml of Prometheus). */

const systems: Readonly<Record<string, string>> = { linux: 'linux', darwin: 'darwin', win32: 'windows', freebsd: 'freebsd', netbsd: 'netbsd', aix: 'aix' };
const architectures: Readonly<Record<string, string>> = {
  x64: 'amd64', arm64: 'arm64', ia32: '386', riscv64: 'riscv64', s390x: 's390x', ppc64: 'ppc64le', mips: 'mips', mipsel: 'mipsle',
};

/**
 * @param armVersion of Node's build, `process.config.variables.arm_version`; ARM releases come in 5, 6 and 7
 * @returns such as linux-amd64; null when there is no release for it
 */
export function releasePlatform(platform: string = process.platform, architecture: string = process.arch, armVersion = '7'): string | null {
  const system = systems[platform];
  const processor = architecture === 'arm' ? `armv${armVersion}` : architectures[architecture];
  if (system === undefined || processor === undefined) return null;
  if (system === 'darwin' && processor !== 'amd64' && processor !== 'arm64') return null;
  return `${system}-${processor}`;
}
