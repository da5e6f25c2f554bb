/** A version's three numbers; undefined for what is no release (`1.2.3`, with or without a v). */
export function versionNumbers(version: string): readonly [number, number, number] | undefined {
  const match = /^v?(\d+)\.(\d+)(?:\.(\d+))?$/.exec(version);
  return match ? [Number(match[1]), Number(match[2]), Number(match[3] ?? 0)] : undefined;
}

/** Negative where the first version is the older one. */
export function compareVersions(a: string, b: string): number {
  const [x, y] = [versionNumbers(a) ?? [0, 0, 0], versionNumbers(b) ?? [0, 0, 0]];
  return x[0] - y[0] || x[1] - y[1] || x[2] - y[2];
}

export const newestVersion = (versions: readonly string[]): string =>
  versions.reduce((newest, version) => (compareVersions(version, newest) > 0 ? version : newest));

/** The supported versions right below and above one that is not supported; the newest where it is no version at all. */
export function nearestVersions(version: string, supported: readonly string[]): string[] {
  const sorted = [...supported].sort(compareVersions);
  if (!versionNumbers(version)) return sorted.slice(-1);
  const below = sorted.filter((candidate) => compareVersions(candidate, version) < 0).slice(-1);
  const above = sorted.filter((candidate) => compareVersions(candidate, version) > 0).slice(0, 1);
  return [...below, ...above];
}
