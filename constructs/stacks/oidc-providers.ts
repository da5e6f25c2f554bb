import type { TerraformProvider } from "cdktf";
import { Construct } from "constructs";
import type { ClusterConfiguration, OidcProviderConfiguration } from "../configuration/configuration";
import { parseArn } from "../facts/arn";
import type { EksCluster } from "../identity/eks-cluster";
import { EksOidcProvider } from "../identity/eks-oidc-provider";
import type { OidcProvider } from "../identity/eks-oidc-provider";
import { adoptProvider } from "./adopt";
import { addAccountProvider } from "./providers";
import { IRSA_AUDIENCE } from "../facts/trust";
import { escapeTemplate } from "../hcl/template";
import type { AddressedStack } from "../hcl/addressed-stack";

const isIfNeeded = (provider: OidcProviderConfiguration): boolean => provider.kind === "create" && provider.ifNeeded;

/** Another account than the cluster's. */
interface Account {
  readonly name: string;
  readonly id: string | undefined;
  readonly awsProvider: TerraformProvider;
}

/**
 * The cluster's OIDC provider in its own account, and in others where workloads have their roles.
 * Each is made when the first role asks for it, without IRSA none, but for those that the configuration asks for itself.
 */
export class OidcProviders {
  private readonly made = new Map<string | undefined, OidcProvider>();

  public constructor(
    private readonly stack: AddressedStack,
    private readonly cluster: EksCluster,
    private readonly configuration: ClusterConfiguration,
  ) {
    // What is written of one is done, for other stacks may use it; and one that nothing speaks against is made, too.
    const { oidcProvider, accounts, addons, workloads, patternRoles } = configuration;
    const parts = [...addons.map(({ input }) => input), ...workloads, ...patternRoles];
    const onlyPodIdentity = parts.length > 0 && parts.every(({ identity }) => identity === "pod-identity");
    if (!isIfNeeded(oidcProvider) || !onlyPodIdentity) this.in();
    for (const [name, account] of Object.entries(accounts)) {
      if (account.oidcProvider.kind === "create" && !isIfNeeded(account.oidcProvider)) this.in(name);
    }
  }

  /** Of the cluster's own account, where there is one. */
  public get own(): OidcProvider | undefined {
    return this.made.get(undefined);
  }

  /** The provider in an account: the cluster's own, or one of the configuration's. */
  public in(account?: string): OidcProvider {
    const before = this.made.get(account);
    if (before) return before;
    const made = account === undefined ? this.make(this.configuration.oidcProvider) : this.makeIn(account);
    this.made.set(account, made);
    return made;
  }

  private makeIn(account: string): OidcProvider {
    const { [account]: other } = this.configuration.accounts;
    if (!other) throw new Error(`no account ${account}`);
    const awsProvider = addAccountProvider(this.stack, account, this.configuration, other.roleArn);
    return this.make(other.oidcProvider, { name: account, awsProvider, id: parseArn(other.roleArn)?.account });
  }

  private make(from: OidcProviderConfiguration, account?: Account): OidcProvider {
    const { cluster } = this;
    const awsProvider = account?.awsProvider;
    const scope = account === undefined ? this.stack : new Construct(this.stack, `account-${account.name}`);
    switch (from.kind) {
      case "create": {
        const made = new EksOidcProvider(scope, "oidc-provider", {
          ...{ cluster, awsProvider, accountId: account?.id },
          audiences: this.audiences(),
        });
        if (from.adopt) adoptProvider(made, made.arn);
        return made;
      }
      case "lookup":
        return EksOidcProvider.lookup(scope, "oidc-provider", cluster, awsProvider, this.needed(account));
      case "arn": {
        const given = EksOidcProvider.fromArn(cluster, from.arn, awsProvider);
        const others = this.audiencesIn(account).filter((audience) => audience !== IRSA_AUDIENCE);
        EksOidcProvider.checkAudiences(scope, "oidc-provider", given, others);
        return given;
      }
    }
  }

  /** What a provider that others made has to know; of tokens that name no audience, too. */
  private needed(account?: Account): string[] {
    const { preflight, addons, workloads, patternRoles } = this.configuration;
    const parts = [
      ...addons.map(({ input: { identity } }) => ({ identity, account: undefined })),
      ...workloads,
      ...patternRoles,
    ];
    const isUsed = parts.some((part) => part.identity !== "pod-identity" && part.account === account?.name);
    return [...new Set([...(preflight !== false && isUsed ? [IRSA_AUDIENCE] : []), ...this.audiencesIn(account)])];
  }

  /** All audiences that tokens are meant for: the provider refuses any other. */
  private audiences(): string[] {
    return this.audiencesOf(() => true);
  }

  /** Those of tokens that an account's provider gets to see. */
  private audiencesIn(account?: Account): string[] {
    return this.audiencesOf((name) => name === account?.name);
  }

  private audiencesOf(isIn: (account: string | undefined) => boolean): string[] {
    const { workloads, patternRoles, addons } = this.configuration;
    const tokens = addons.flatMap(({ definition, input }) =>
      definition.runsAs(input).map((one) => ({ ...one.tokens, account: undefined })),
    );
    const all = [...workloads, ...patternRoles, ...tokens]
      .filter(({ account }) => isIn(account))
      .flatMap(({ audience }) => audience ?? []);
    return [...new Set(all)].sort().map(escapeTemplate);
  }
}
