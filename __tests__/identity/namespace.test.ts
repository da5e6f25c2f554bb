import { Namespace } from "../../constructs/identity/namespace";
import type { NamespaceProps } from "../../constructs/identity/namespace";
import { addresses } from "../support/addresses";
import { only, synth, testStack } from "../support/synth";

function namespaceWith(props: NamespaceProps): Record<string, unknown> {
  const stack = testStack();
  new Namespace(stack, "namespace", props);
  return only(synth(stack), "kubernetes_namespace_v1");
}

describe("a Namespace", () => {
  test("has a name, and labels where they are given", () => {
    expect(namespaceWith({ name: "shop" })).toEqual({ metadata: { name: "shop" } });
    expect(namespaceWith({ name: "shop", labels: { team: "platform" } })).toEqual({
      metadata: { name: "shop", labels: { team: "platform" } },
    });
  });

  test("is waited for by what lives in it", () => {
    const namespace = new Namespace(testStack(), "namespace", { name: "shop" });
    expect(namespace.name).toBe("shop");
    expect(addresses(namespace.dependables)).toEqual(["kubernetes_namespace_v1.namespace"]);
  });

  test("that is there already is not made, and not waited for", () => {
    expect(Namespace.existing("kube-system")).toEqual({ name: "kube-system", dependables: [] });
  });

  test.each(["default", "kube-system", "kube-public", "kube-node-lease"])(
    "is not made for %s, which every cluster has",
    (name) => {
      expect(() => namespaceWith({ name })).toThrow(
        `test/namespace.name: createNamespace for "${name}": every cluster has this namespace, so creating it fails.`,
      );
    },
  );

  test.each(["a".repeat(64), "shop.eu", "Shop", "", "*"])("is not made for the name %j", (name) => {
    expect(() => namespaceWith({ name })).toThrow(/^test\/namespace\.name: /);
  });
});
