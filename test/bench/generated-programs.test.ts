import { Script, createContext } from "node:vm";
import { describe, expect, it } from "vitest";
import type { StateResource } from "./registered-resource";
import { stockProgram } from "./stock-program";
import { terraformConfiguration } from "./terraform-configuration";

const urn = (types: string, name: string): string => `urn:pulumi:dev::project::${types}::${name}`;
const providerUrn = urn("pulumi:providers:azure-native", "cells");
const groupUrn = urn("deltawerk:x:Y$azure-native:resources:ResourceGroup", "group");
const secret = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", plaintext: '"s3cr${t}"' };

const state: readonly StateResource[] = [
  { urn: urn("pulumi:pulumi:Stack", "project-dev"), type: "pulumi:pulumi:Stack" },
  { urn: urn("pulumi:providers:random", "default_4_21_2"), type: "pulumi:providers:random", custom: true },
  {
    urn: urn("pulumi:pulumi:StackReference", "below"),
    type: "pulumi:pulumi:StackReference",
    custom: true,
    external: true,
  },
  { urn: urn("deltawerk:x:Y", "component"), type: "deltawerk:x:Y" },
  {
    urn: providerUrn,
    type: "pulumi:providers:azure-native",
    custom: true,
    inputs: { __internal: {}, disablePulumiPartnerId: "true", subscriptionId: "s-1", version: "3.28.0" },
  },
  {
    urn: groupUrn,
    type: "azure-native:resources:ResourceGroup",
    custom: true,
    inputs: { resourceGroupName: "rg", tags: { "%{a}": "b" } },
    provider: `${providerUrn}::id-1`,
  },
  {
    urn: urn("azure-native:keyvault:Secret", "key"),
    type: "azure-native:keyvault:Secret",
    custom: true,
    inputs: { secretName: "key", properties: { value: secret, attributes: [null, 1, false] } },
    dependencies: [groupUrn, urn("deltawerk:x:Y", "component")],
    provider: `${providerUrn}::id-1`,
  },
  {
    urn: urn("random:index/randomPassword:RandomPassword", "password"),
    type: "random:index/randomPassword:RandomPassword",
    custom: true,
    inputs: { length: 20 },
    provider: `${urn("pulumi:providers:random", "default_4_21_2")}::id-2`,
  },
];

/** What a program registers, by a run of it with packages that only take notes. */
function registrations(program: string): readonly unknown[] {
  const made: unknown[] = [];
  const load = (module: string): unknown =>
    module === "@pulumi/pulumi"
      ? { secret: (value: unknown) => ({ secret: value }) }
      : new Proxy({}, { get: (_, className: string) => recorder(made, `${module}#${className}`) });
  new Script(program).runInContext(createContext({ require: load }));
  return JSON.parse(JSON.stringify(made)) as readonly unknown[];
}

function recorder(made: unknown[], classOf: string): unknown {
  return function (name: string, inputs: unknown, options: unknown) {
    made.push({ classOf, name, inputs, options });
    return { is: name };
  };
}

describe("a stock program", () => {
  it("registers what the state holds, and nothing of components, references and default providers", () => {
    const provider = { is: "cells" };
    expect(registrations(stockProgram(state))).toEqual([
      {
        classOf: "@pulumi/azure-native/provider#Provider",
        name: "cells",
        inputs: { disablePulumiPartnerId: true, subscriptionId: "s-1" },
        options: {},
      },
      {
        classOf: "@pulumi/azure-native/resources#ResourceGroup",
        name: "group",
        inputs: { resourceGroupName: "rg", tags: { "%{a}": "b" } },
        options: { provider },
      },
      {
        classOf: "@pulumi/azure-native/keyvault#Secret",
        name: "key",
        inputs: { secretName: "key", properties: { value: { secret: "s3cr${t}" }, attributes: [null, 1, false] } },
        options: { provider, dependsOn: [{ is: "group" }] },
      },
      { classOf: "@pulumi/random#RandomPassword", name: "password", inputs: { length: 20 }, options: {} },
    ]);
  });

  it("takes kinds of Kubernetes from their group's module, and others as custom resources", () => {
    const kinds = ["apps/v1:Deployment", "networking.k8s.io/v1:NetworkPolicy", "gateway.networking.k8s.io/v1:Gateway"];
    const objects = kinds.map((kind) => ({
      urn: urn(`kubernetes:${kind}`, "o"),
      type: `kubernetes:${kind}`,
      custom: true,
    }));
    expect(registrations(stockProgram(objects)).map((one) => (one as { readonly classOf: string }).classOf)).toEqual([
      "@pulumi/kubernetes/apps/v1#Deployment",
      "@pulumi/kubernetes/networking/v1#NetworkPolicy",
      "@pulumi/kubernetes/apiextensions#CustomResource",
    ]);
  });

  it("lets the parts of a component wait for what the component waits for", () => {
    const component = { urn: urn("deltawerk:x:Y", "waits"), type: "deltawerk:x:Y", dependencies: [groupUrn] };
    const part = {
      urn: urn("azure-native:network:RouteTable", "part"),
      type: "azure-native:network:RouteTable",
      custom: true,
    };
    const made = registrations(stockProgram([...state, component, { ...part, parent: component.urn }]));
    expect(made.at(-1)).toMatchObject({ name: "part", options: { dependsOn: [{ is: "group" }] } });
  });

  it("refuses encrypted secrets and types of other packages", () => {
    const encrypted = { ...secret, plaintext: undefined, ciphertext: "v1:x" };
    const key = { urn: urn("t", "n"), type: "azure-native:keyvault:Secret", custom: true };
    expect(() => stockProgram([{ ...key, inputs: { value: encrypted } }])).toThrow("--show-secrets");
    expect(() => stockProgram([{ ...key, type: "aws:s3/bucket:Bucket" }])).toThrow("aws:s3/bucket:Bucket");
  });
});

it("a Terraform configuration has the same resources with literal inputs", () => {
  const { resource } = JSON.parse(terraformConfiguration(state)) as {
    readonly resource: { readonly terraform_data: Readonly<Record<string, unknown>> };
  };
  expect(Object.keys(resource.terraform_data)).toEqual(["r0", "r1", "r2", "r3"]);
  expect(resource.terraform_data).toMatchObject({
    r1: { input: { tags: { "%%{a}": "b" } } },
    r2: { input: { properties: { value: "s3cr$${t}" } }, depends_on: ["terraform_data.r1"] },
  });
});
