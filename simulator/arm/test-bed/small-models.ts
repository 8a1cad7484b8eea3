import type { ResourceModel } from "../resource-model";

/** A small cloud of its own: accounts with globally unique names, containers in them, and users of both. */
export const smallModels: readonly ResourceModel[] = [
  { armType: "Microsoft.Resources/resourceGroups", compute: ({ requested }) => requested },
  { armType: "Microsoft.Authorization/locks", compute: ({ requested }) => requested },
  {
    armType: "Test.Storage/accounts",
    compute: ({ requested }) => ({ ...requested, properties: { ...requested.properties, state: "Succeeded" } }),
    immutable: ["properties.kind"],
    softDeleteDays: () => 7,
    nameScope: {
      within: "cloud",
      taken: ({ name }) => ({ code: "AlreadyTaken", message: `The name ${name} is taken.`, status: 409 }),
    },
    singletons: [
      { type: "Test.Storage/accounts/services", name: "default", body: () => ({ properties: { days: 7 } }) },
    ],
    effects: ({ id }, { properties = {} }) => [
      ...(typeof properties["first"] === "string"
        ? [{ kind: "put", id: `${id.text}/containers/${properties["first"]}`, body: {} } as const]
        : []),
      ...(typeof properties["days"] === "number"
        ? [
            {
              kind: "put",
              id: `${id.text}/services/default`,
              body: { properties: { days: properties["days"] } },
            } as const,
          ]
        : []),
    ],
    refusedWhileReferenced: (_, [by]) => [
      { code: "InUse", message: `It is in use by ${by?.from.id} (${by?.path}).`, status: 409 },
    ],
    requirements: () => [{ kind: "quota", name: "accounts", problem: { code: "QuotaExceeded", message: "No more." } }],
    minutes: { create: 3, update: 1, delete: 2 },
  },
  { armType: "Test.Storage/accounts/services", compute: ({ requested }) => requested },
  { armType: "Test.Storage/accounts/containers", compute: ({ requested }) => requested },
  {
    armType: "Test.Storage/users",
    compute: ({ requested }) => requested,
    check: ({ requested }) =>
      requested.properties?.["bad"] === true
        ? [
            { code: "First", message: "one" },
            { code: "Second", message: "two" },
          ]
        : [],
    uncheckedReferences: ["properties.former[]"],
    minutes: { create: 5, update: 5, delete: 1 },
  },
];
