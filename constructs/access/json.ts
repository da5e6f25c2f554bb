import { grantsOf, unknownIn } from "./grants";
import type { Model } from "./model";
import { waysOf } from "./ways";

/** What the table says and what it shortens, for machines. */
export const accessJson = (models: readonly Model[]): string =>
  JSON.stringify({ outputs: models.map(outputOf) }, undefined, 2);

const outputOf = (model: Model): object => ({
  source: model.source,
  serviceAccounts: model.accounts.map((account) => ({
    namespace: account.namespace,
    name: account.name,
    roles: waysOf(model, account).map((way) => ({
      roleArn: way.path.at(-1),
      through: way.path.slice(0, -1),
      identity: way.kinds,
      tiedBy: way.tie.by,
      assumed: way.assumed.answer,
      reasons: way.assumed.why,
      inOutput: way.role !== undefined,
      boundary: way.role?.boundary?.name ?? null,
      sessionPolicy: way.sessionPolicy !== undefined,
      unknownPolicies: unknownIn(way).map(({ name }) => name),
      grants: grantsOf(way),
    })),
  })),
});
