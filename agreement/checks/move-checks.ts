import type { Agreement } from "../agreement";
import type { EnvironmentName, TenantData } from "../tenant-data";
import { placeIn, placesOf, tenantsIn } from "../tenant-places";
import type { RetiredTenant, Tenant, Tenants } from "../tenants";
import type { Finding } from "../yaml-document";
import { usedGeneration } from "./used-generation";

type Document = Pick<Tenants, "tenants" | "retired">;

/**
 * An account of documents is replicated to at most two others, the mirror being one, and ten containers to each of them
 * (Microsoft Learn, storage/blobs/object-replication-overview, 2021-09). It could receive from two, but a policy is made
 * under the name `default`, which the engine takes for one resource.
 */
const TARGETS_AT_ONCE = 2;
const SOURCES_AT_ONCE = 1;
const CONTAINERS_AT_ONCE = 10;

/** One move that is under way, with where it stands in the document. */
interface Move {
  readonly tenant: Tenant;
  readonly environment: EnvironmentName;
  readonly from: string;
  readonly to: string;
  readonly path: Finding["path"];
}

/** Moves of tenants that cannot be, and places that do not follow from one another. */
export function moveFindings(document: Document, agreement: Agreement | undefined): readonly Finding[] {
  const { tenants, retired } = document;
  return [
    ...tenants.flatMap((tenant, index) => placeFindings(tenant, ["tenants", index, "data"])),
    ...retired.flatMap((tenant, index) => [
      ...placeFindings(tenant, ["retired", index, "data"]),
      ...movingAfterTheEnd(tenant, ["retired", index, "data"]),
    ]),
    ...tenants.flatMap((tenant, index) => impossibleMoves(document, tenant, index, agreement)),
    ...tooManyAtOnce(movesOf(tenants), agreement),
  ];
}

function dataOf({ data }: Pick<Tenant, "data">): readonly (readonly [EnvironmentName, TenantData])[] {
  return Object.entries(data) as (readonly [EnvironmentName, TenantData])[];
}

/** Data that is said to be in cells in which the tenant has never been. */
function placeFindings(tenant: Tenant | RetiredTenant, path: Finding["path"]): readonly Finding[] {
  const cells = placesOf({ ...tenant, data: {} }).map(({ cell }) => cell);
  return dataOf(tenant).flatMap(([environment, { kept, left = [], copied, place }]) => {
    const before = [...cells, ...left.map(({ cell }) => cell)].filter((cell) => cell !== place?.cell);
    const named = [
      ...kept.map(({ cell }, index) => ({ cell, at: ["kept", index, "cell"] })),
      { cell: copied?.cell, at: ["copied", "cell"] },
    ];
    return named.flatMap(({ cell, at }) =>
      cell === undefined || (place !== undefined && before.includes(cell))
        ? []
        : [
            {
              path: [...path, environment, ...at],
              allowed:
                place === undefined
                  ? "nothing while the tenant has not been moved"
                  : `a cell that the tenant left: ${before.join(", ")}`,
              fixes: ["Write it as `deltawerk tenant promote` does, or remove it."],
            },
          ],
    );
  });
}

function movingAfterTheEnd({ name, data }: RetiredTenant, path: Finding["path"]): readonly Finding[] {
  return dataOf({ data }).flatMap(([environment, { moving }]) =>
    moving === undefined
      ? []
      : [
          {
            path: [...path, environment, "moving"],
            allowed: "nothing: a tenant that has left goes nowhere",
            fixes: [`Remove it; what ${name} has left stays where it is.`],
          },
        ],
  );
}

function impossibleMoves(
  document: Document,
  tenant: Tenant,
  index: number,
  agreement: Agreement | undefined,
): readonly Finding[] {
  return dataOf(tenant).flatMap(([environment, data]) => {
    const { moving } = data;
    if (moving === undefined) return [];
    const path: Finding["path"] = ["tenants", index, "data", environment, "moving"];
    return [
      ...whereTo(document, tenant, environment, moving.cell, path),
      ...whatIsInTheWay(tenant, data, path),
      ...(agreement !== undefined && hasOwnServer(agreement, tenant) ? [ownServer(tenant, path)] : []),
      ...usedGeneration(data, moving.generation, "copied", [...path, "generation"]),
    ];
  });
}

function whereTo(
  document: Document,
  tenant: Tenant,
  environment: EnvironmentName,
  cell: string,
  path: Finding["path"],
): readonly Finding[] {
  const { tenants } = tenantsIn(document, environment);
  const { data } = tenant;
  const been = [...placesOf({ ...tenant, data: {} }), ...(data[environment]?.left ?? []), placeIn(tenant, environment)];
  const isKnown = been.some((place) => place.cell === cell);
  const others = [...new Set(tenants.map((other) => other.cell))]
    .filter((other) => been.every((place) => place.cell !== other))
    .sort();
  if (!isKnown && others.includes(cell)) return [];
  return [
    {
      path: [...path, "cell"],
      given: isKnown ? `cell ${cell}, in which ${tenant.name} is or has been` : `cell ${cell}, in which nobody is`,
      allowed:
        others.length === 0
          ? "another cell with tenants, and there is none"
          : `another cell with tenants: ${others.join(", ")}`,
      fixes: [
        others.length === 0
          ? "Begin a cell with the next tenant that comes: npx deltawerk tenant add … --cell <number>"
          : `Move ${tenant.name} to one of them.`,
      ],
    },
  ];
}

function whatIsInTheWay(tenant: Tenant, { restoring }: TenantData, path: Finding["path"]): readonly Finding[] {
  return [
    ...(restoring === undefined
      ? []
      : [
          {
            path,
            given: `a move while generation ${restoring.generation} stands beside the serving one`,
            allowed: "one at a time",
            fixes: ["Promote or discard that generation first."],
          },
        ]),
    ...(tenant.state === "active"
      ? []
      : [
          {
            path,
            given: "a move of a tenant that is leaving",
            allowed: "active tenants",
            fixes: [`Let ${tenant.name} leave from where it is.`],
          },
        ]),
  ];
}

/** A server of a tenant's own has its name whatever the cell, so it cannot stand in two of them. */
function ownServer({ name }: Tenant, path: Finding["path"]): Finding {
  return {
    path,
    given: `a move of ${name}, which has a database server of its own`,
    allowed: "tenants that share the server of their cell",
    fixes: ["Leave it where it is: its server belongs to it and not to the cell."],
  };
}

function hasOwnServer({ isolation }: Agreement, { overrides }: Tenant): boolean {
  const server = overrides.server ?? isolation.server;
  const compute = overrides.compute ?? isolation.compute;
  return server === "tenant" || compute === "cluster" || overrides.customerKey === true;
}

function movesOf(tenants: readonly Tenant[]): readonly Move[] {
  return tenants.flatMap((tenant, index) =>
    dataOf(tenant).flatMap(([environment, { moving }]) =>
      moving === undefined
        ? []
        : [
            {
              tenant,
              environment,
              from: placeIn(tenant, environment).cell,
              to: moving.cell,
              path: ["tenants", index, "data", environment, "moving", "cell"],
            },
          ],
    ),
  );
}

/** Documents that Azure would not copy beside what it copies already. */
function tooManyAtOnce(moves: readonly Move[], agreement: Agreement | undefined): readonly Finding[] {
  const targets = agreement?.documents.mirrored === true ? TARGETS_AT_ONCE - 1 : TARGETS_AT_ONCE;
  return moves.flatMap((move, index) => {
    const earlier = moves.slice(0, index).filter(({ environment }) => environment === move.environment);
    const goingTo = new Set(earlier.filter(({ from }) => from === move.from).map(({ to }) => to));
    const comingFrom = new Set(earlier.filter(({ to }) => to === move.to).map(({ from }) => from));
    const together = earlier.filter(({ from, to }) => from === move.from && to === move.to).length;
    const problem =
      !goingTo.has(move.to) && goingTo.size >= targets
        ? `from cell ${move.from} to ${targets} other at the same time`
        : !comingFrom.has(move.from) && comingFrom.size >= SOURCES_AT_ONCE
          ? `to cell ${move.to} from ${SOURCES_AT_ONCE} other at the same time`
          : together >= CONTAINERS_AT_ONCE
            ? `${CONTAINERS_AT_ONCE} tenants from cell ${move.from} to cell ${move.to} at the same time`
            : undefined;
    return problem === undefined
      ? []
      : [
          {
            path: move.path,
            allowed: `moves ${problem}: Azure copies the documents of no more`,
            fixes: ["Promote or discard those that are under way first."],
          },
        ];
  });
}
