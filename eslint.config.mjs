import boundaries from "eslint-plugin-boundaries";
import tseslint from "typescript-eslint";

/** Which folder may import which: one direction, from the agreement down to the resources. */
const mayImport = {
  agreement: [],
  azure: [],
  components: ["azure"],
  jobs: ["azure"],
  "infra/plan": ["agreement", "azure"],
  infra: ["agreement", "azure", "components", "infra/plan"],
  policies: ["agreement", "azure"],
  evidence: ["agreement", "azure", "infra/plan", "policies", "simulator/mapping"],
  drills: ["agreement", "azure", "infra/plan"],
  simulator: ["azure", "simulator/wire", "simulator/mapping"],
  "simulator/client": ["azure", "simulator/wire"],
  "simulator/wire": [],
  // How the SDK's inputs read in Azure's API is a fact about the SDK, not about the local cloud.
  "simulator/mapping": ["azure", "simulator"],
  operations: [
    "agreement",
    "azure",
    "drills",
    "evidence",
    "infra/plan",
    // Drills carry out the jobs' own code.
    "jobs",
    "policies",
    "simulator/client",
    "simulator/mapping",
    "simulator/wire",
  ],
};
const elements = [
  { type: "infra/plan", pattern: "infra/plan" },
  { type: "simulator/client", pattern: "simulator/client" },
  { type: "simulator/wire", pattern: "simulator/wire" },
  { type: "simulator/mapping", pattern: "simulator/mapping" },
  ...Object.keys(mayImport)
    .filter((folder) => !folder.includes("/"))
    .map((folder) => ({ type: folder, pattern: folder })),
  { type: "test", pattern: "test" },
];

export default tseslint.config(
  { ignores: ["node_modules/", ".deltawerk/", "simulator/mapping/sources/", "**/*.js", "**/*.mjs", "**/*.mts"] },
  ...tseslint.configs.recommendedTypeChecked,
  {
    files: ["**/*.ts"],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    plugins: { boundaries },
    settings: {
      "boundaries/elements": elements.map((e) => ({ ...e, partialMatch: false })),
      "boundaries/include": ["**/*.ts"],
      "import/resolver": { node: { extensions: [".ts", ".js", ".mts", ".json"] } },
    },
    rules: {
      "boundaries/dependencies": [
        "error",
        {
          default: "disallow",
          policies: [
            ...Object.entries(mayImport).map(([from, to]) => ({
              from: { element: { type: from } },
              allow: { to: { element: { types: { anyOf: [from, ...to] } } } },
            })),
            { from: { element: { type: "test" } }, allow: { to: { element: { type: "**" } } } },
            { allow: { to: { module: { origin: "external" } } } },
            { allow: { to: { module: { origin: "core" } } } },
          ],
        },
      ],
      "no-restricted-imports": [
        "error",
        {
          paths: [
            {
              name: "@pulumi/azure-native",
              message:
                'Import a submodule ("@pulumi/azure-native/network"): the root costs seconds and hundreds of MB.',
            },
          ],
          patterns: [
            {
              regex: "^@pulumi/azure-native/(.+/)?v\\d",
              message:
                "Import the unversioned submodule: aliases for versions of an API are left out (infra/unversioned-types.ts).",
            },
          ],
        },
      ],
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/no-explicit-any": "error",
      "@typescript-eslint/no-non-null-assertion": "error",
      // A property that is taken out of an object on the way to the rest of it.
      "@typescript-eslint/no-unused-vars": ["error", { ignoreRestSiblings: true }],
      "@typescript-eslint/switch-exhaustiveness-check": "error",
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "no-console": "error",
      "max-lines": ["error", { max: 260, skipBlankLines: false, skipComments: false }],
    },
  },
);
