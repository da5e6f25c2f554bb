import * as problems from "../../facts/problems";
import type { Problem } from "../../facts/problems";
import { withForm } from "../../facts/text-rule";
import type { TextRule } from "../../facts/text-rule";
import type { VersionTable } from "../definition";
import { trapsOf } from "./traps";
import { compareVersions, nearestVersions, newestVersion } from "../version";

/**
 * How a chart keeps a webhook certificate of its own over upgrades: by default, only where asked to,
 * or not at all.
 */
export type KeepsCertificate = "by default" | "on request" | "never";

export type Crds = "crds.yaml" | "gateway-crds.yaml";

/** A release of the AWS Load Balancer Controller. */
export interface ControllerRelease {
  readonly chart: string;
  readonly application: string;
  readonly keepsCertificate: KeepsCertificate;
  /** Files of the chart's `crds/` folder that differ from the release before: they have to be applied. */
  readonly crds: readonly Crds[];
  /** What to know before moving to it. */
  readonly notes: readonly string[];
}

const CA_CHAIN =
  "With cert-manager, the webhook certificate now comes from a CA of its own; if the old Secret aws-load-balancer-tls lingers, delete it.";
const NO_KEEP = "Cannot keep a webhook certificate of its own: only with cert-manager.";

/** What each release's crds/ folder has that the one before did not (by the files' git blobs). */
const CRDS: Readonly<Record<Crds, readonly string[]>> = {
  "crds.yaml": ["1.14.0", "1.15.0", "1.16.0", "1.17.0", "3.0.0", "3.2.0"],
  "gateway-crds.yaml": ["1.13.4", "1.14.0", "1.15.0", "1.16.0", "1.17.0", "1.17.1", "3.2.0", "3.5.0"],
};

const release = (application: string, keepsCertificate: KeepsCertificate, ...notes: string[]): ControllerRelease => {
  const [major, minor, patch] = application.slice(1).split(".");
  // Charts of 2.x have a version of their own; from 3.0.0 on it is the application's.
  const chart = `${major === "2" ? "1" : major}.${minor}.${patch}`;
  const crds = (["crds.yaml", "gateway-crds.yaml"] as const).filter((file) => CRDS[file].includes(chart));
  return { application, chart, keepsCertificate, crds, notes };
};

/**
 * Every chart from application v2.13.0 on, oldest first (eks-charts, index.yaml). All of them
 * need the same IAM policy, the one in policy.ts.
 */
export const CONTROLLER_RELEASES: readonly ControllerRelease[] = [
  release("v2.13.0", "by default"),
  release("v2.13.1", "by default"),
  release("v2.13.2", "by default"),
  release("v2.13.3", "by default"),
  release("v2.13.4", "by default"),
  release("v2.14.0", "by default"),
  release("v2.14.1", "by default"),
  release("v2.15.0", "by default", CA_CHAIN),
  release("v2.16.0", "by default"),
  release("v2.17.0", "by default"),
  release("v2.17.1", "by default"),
  release("v3.0.0", "never", NO_KEEP),
  release("v3.1.0", "on request"),
  release("v3.2.0", "on request"),
  release("v3.2.1", "on request"),
  release("v3.2.2", "on request"),
  release("v3.3.0", "on request"),
  release("v3.4.0", "on request"),
  release("v3.4.1", "on request"),
  release("v3.4.2", "on request"),
  release("v3.4.3", "on request"),
  release("v3.5.0", "on request"),
];

/** Charts that make a new webhook certificate at every upgrade. */
export const CANNOT_KEEP_CERTIFICATE: readonly string[] = CONTROLLER_RELEASES.filter(
  ({ keepsCertificate }) => keepsCertificate === "never",
).map(({ chart }) => chart);

/** Charts that are older than one. */
export const chartsBefore = (version: string): readonly string[] =>
  CONTROLLER_RELEASES.map(({ chart }) => chart).filter((chart) => compareVersions(chart, version) < 0);

/** What is installed where no version is given. */
export const CONTROLLER_VERSION = newestVersion(CONTROLLER_RELEASES.map(({ chart }) => chart));

export const CONTROLLER_CHART = {
  name: "aws-load-balancer-controller",
  repository: "https://aws.github.io/eks-charts",
} as const;

/** For the documentation. */
export const CONTROLLER_VERSIONS: VersionTable = {
  title: "AWS Load Balancer Controller",
  head: ["chart", "application", "keeps its own certificate", "CRDs to apply", "before moving to it"],
  rows: [...CONTROLLER_RELEASES]
    .reverse()
    .map(({ chart, application, keepsCertificate, crds, notes }) => [
      chart,
      application,
      keepsCertificate,
      crds.map((file) => `\`${file}\``).join(", "),
      [...notes, ...trapsOf(chart).map(problems.problemText)].join(" "),
    ]),
};

export const controllerRelease = (chart: string): ControllerRelease | undefined =>
  CONTROLLER_RELEASES.find((candidate) => candidate.chart === chart);

function versionProblem(version: string): Problem | undefined {
  if (controllerRelease(version)) return undefined;
  const ofApplication = CONTROLLER_RELEASES.find(
    ({ application }) => application.slice(1) === version.replace(/^v/, ""),
  );
  return ofApplication
    ? problems.unsupportedVersion(
        CONTROLLER_CHART.name,
        version,
        [ofApplication.chart],
        `This is the application's version: write its chart's, "${ofApplication.chart}"`,
      )
    : problems.unsupportedVersion(
        CONTROLLER_CHART.name,
        version,
        nearestVersions(
          version,
          CONTROLLER_RELEASES.map(({ chart }) => chart),
        ),
      );
}

/** What is wrong with a chart version: not in the table, or an application's version in its place. */
export const controllerVersion: TextRule = withForm(versionProblem, {
  what: "a chart version",
  oneOf: CONTROLLER_RELEASES.map(({ chart }) => chart),
  says: `one of ${CONTROLLER_RELEASES.map(({ chart }) => chart).join(", ")}`,
  fix: "Choose one of these",
});
