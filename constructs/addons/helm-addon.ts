import { Release } from "@cdktf/provider-helm/lib/release";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { Data } from "../facts/merge";
import { releaseName } from "../facts/names";
import type { NamespaceReference } from "../identity/namespace";
import { check } from "../terraform/check";
import { jsonText } from "../terraform/json";
import type { Json } from "../terraform/json";

/** Where a chart comes from. */
export interface Chart {
  readonly name: string;
  /** An https:// or oci:// repository. */
  readonly repository: string;
  /** Exactly as the repository writes it. */
  readonly version: string;
}

export interface HelmAddonProps {
  readonly chart: Chart;
  /** At most 53 characters. @default - the chart's name */
  readonly releaseName?: string;
  readonly namespace: NamespaceReference;
  /** Given to Helm as one JSON document, so that numbers and booleans stay what they are. @default {} */
  readonly values?: Data;
  /** For the release's resources to become ready, in seconds. @default 600 */
  readonly timeout?: number;
  /** What has to be there first. @default - the namespace */
  readonly dependsOn?: readonly ITerraformDependable[];
}

/**
 * A Helm release that is waited for: what depends on it starts when its pods are ready and its
 * hooks have run.
 *
 * @throws InvalidInputError for a release name that Helm rejects
 */
export class HelmAddon extends Construct {
  public readonly chart: Chart;
  public readonly releaseName: string;
  public readonly namespace: string;
  public readonly dependables: readonly ITerraformDependable[];

  public constructor(scope: Construct, id: string, props: HelmAddonProps) {
    super(scope, id);
    this.chart = props.chart;
    this.releaseName = props.releaseName ?? props.chart.name;
    this.namespace = props.namespace.name;
    check(this, "releaseName", this.releaseName, releaseName);
    this.dependables = [
      new Release(this, "Resource", {
        name: this.releaseName,
        namespace: this.namespace,
        chart: props.chart.name,
        repository: props.chart.repository,
        version: props.chart.version,
        values: [jsonText((props.values ?? {}) as Json)],
        wait: true,
        timeout: props.timeout ?? 600,
        dependsOn: [...props.namespace.dependables, ...(props.dependsOn ?? [])],
      }),
    ];
  }
}
