import * as problems from "../../facts/problems";
import type { Problem } from "../../facts/problems";
import { withForm } from "../../facts/text-rule";
import type { TextRule } from "../../facts/text-rule";
import type { VersionTable } from "../definition";
import { nearestVersions, newestVersion, versionNumbers } from "../version";

/** One minor of cert-manager. Its chart's version is the application's, with the v. */
export interface CertManagerMinor {
  readonly minor: string;
  /** The newest patch known. */
  readonly newest: string;
  /** Kubernetes minors it is made for (cert-manager, "Supported releases"). */
  readonly kubernetes: readonly [string, string];
  /** Top-level values that this minor added. */
  readonly addedValues: readonly string[];
  /** Values, by dotted path, that this minor removed: its schema rejects them. */
  readonly removedValues: readonly string[];
}

/** cert-manager's minors whose values are known, oldest first. */
export const CERT_MANAGER_MINORS: readonly CertManagerMinor[] = [
  { minor: "v1.18", newest: "v1.18.6", kubernetes: ["1.29", "1.33"], addedValues: [], removedValues: [] },
  { minor: "v1.19", newest: "v1.19.6", kubernetes: ["1.31", "1.35"], addedValues: [], removedValues: [] },
  {
    minor: "v1.20",
    newest: "v1.20.4",
    kubernetes: ["1.32", "1.35"],
    addedValues: ["extraContainers", "imageNamespace", "imageRegistry", "networkPolicy"],
    removedValues: [],
  },
  {
    minor: "v1.21",
    newest: "v1.21.2",
    kubernetes: ["1.33", "1.36"],
    addedValues: ["runtimeClassName"],
    removedValues: [
      "prometheus.podmonitor.path",
      "prometheus.servicemonitor.path",
      "prometheus.servicemonitor.targetPort",
    ],
  },
];

/** What is installed where no version is given. */
export const CERT_MANAGER_VERSION = newestVersion(CERT_MANAGER_MINORS.map(({ newest }) => newest));

export const CERT_MANAGER_CHART = { name: "cert-manager", repository: "oci://quay.io/jetstack/charts" } as const;

/** This release issues certificates again without need. */
const BROKEN = "v1.19.0";

const minorOf = (version: string): CertManagerMinor | undefined =>
  CERT_MANAGER_MINORS.find(({ minor }) => version.startsWith(`${minor}.`));

function versionProblem(version: string): Problem | undefined {
  const newest = CERT_MANAGER_MINORS.map((minor) => minor.newest);
  if (/^\d/.test(version) && versionNumbers(version) && minorOf(`v${version}`) && !versionProblem(`v${version}`)) {
    return problems.unsupportedVersion(
      "cert-manager",
      version,
      [`v${version}`],
      "The registry's tag starts with a v: write it",
    );
  }
  if (!/^v\d+\.\d+\.\d+$/.test(version) || !minorOf(version)) {
    return problems.unsupportedVersion("cert-manager", version, nearestVersions(version, newest));
  }
  return version === BROKEN
    ? problems.refusedVersion(
        "cert-manager",
        version,
        "this release issues certificates again without need",
        "Use v1.19.1 or later",
      )
    : undefined;
}

/** All Kubernetes minors of a range, oldest first. */
function minorsIn([first, last]: readonly [string, string]): readonly string[] {
  const minor = (of: string): number => Number(of.split(".")[1]);
  return Array.from({ length: minor(last) - minor(first) + 1 }, (_, above) => `1.${minor(first) + above}`);
}

/** The Kubernetes minors that each minor of cert-manager is made for, oldest first. */
export const KUBERNETES_OF: Readonly<Record<string, readonly string[]>> = Object.fromEntries(
  CERT_MANAGER_MINORS.map(({ minor, kubernetes }) => [minor, minorsIn(kubernetes)]),
);

/** What is wrong with a chart version: not known, no v in front, or known to be broken. */
export const certManagerVersion: TextRule = withForm(versionProblem, {
  what: "a version",
  pattern: `^(${CERT_MANAGER_MINORS.map(({ minor }) => minor.replace(".", "\\.")).join("|")})\\.\\d+$`,
  not: `^${BROKEN.replaceAll(".", "\\.")}$`,
  says: `a release of ${CERT_MANAGER_MINORS.map(({ minor }) => minor).join(", ")}, with its v, but ${BROKEN}`,
  fix: `Choose one, as in ${CERT_MANAGER_VERSION}`,
});

/** For the documentation. */
export const CERT_MANAGER_VERSIONS: VersionTable = {
  title: "cert-manager",
  head: ["chart and application", "newest known", "Kubernetes", "values added and removed"],
  rows: [...CERT_MANAGER_MINORS]
    .reverse()
    .map(({ minor, newest, kubernetes, addedValues, removedValues }) => [
      `${minor}.x`,
      newest,
      kubernetes.join(" to "),
      [...addedValues.map((key) => `+\`${key}\``), ...removedValues.map((key) => `-\`${key}\``)].join(" "),
    ]),
};

/** The minors from the oldest known up to that of a supported version. */
export function minorsUpTo(version: string): readonly CertManagerMinor[] {
  const found = minorOf(version);
  return found ? CERT_MANAGER_MINORS.slice(0, CERT_MANAGER_MINORS.indexOf(found) + 1) : [];
}
