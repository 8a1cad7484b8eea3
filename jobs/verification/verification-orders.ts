import { json, KINDS, type Variables } from "../job/variables";
import { PLACES_ALLOWED, placesSchema, type PlaceAddress } from "../copies/place";
import { DEFAULT_SCRATCH } from "../job/scratch-folder";

const RECOVERY_POINTS = ["copy", "pointInTime", "longTerm"] as const;

/** The server on which copies are restored to be checked. */
export interface CheckServer {
  readonly id: string;
  readonly host: string;
}

interface CommonOrders {
  readonly tenant: string;
  readonly generation: number;
  readonly maxAgeMilliseconds: number;
  readonly checkDatabase: string;
}

export interface CopyOrders extends CommonOrders {
  readonly recoveryPoint: "copy";
  readonly copy: string;
  readonly places: readonly PlaceAddress[];
  readonly keyFolder: string | undefined;
  readonly scratch: string;
  /** Absent: the copy is checked as a file, and whether it restores is undetermined. */
  readonly checkServer: CheckServer | undefined;
}

export interface PointInTimeOrders extends CommonOrders {
  readonly recoveryPoint: "pointInTime";
  readonly databaseId: string;
  readonly sqlHost: string;
}

export interface LongTermOrders extends CommonOrders {
  readonly recoveryPoint: "longTerm";
  readonly databaseId: string;
  readonly sqlHost: string;
  readonly checkServer: CheckServer;
}

/** Which recovery point one run verifies. */
export type VerificationOrders = CopyOrders | PointInTimeOrders | LongTermOrders;

function readCheckServer(variables: Variables): CheckServer | undefined {
  const id = variables.optional("CHECK_SERVER_ID", KINDS.armId);
  const host = variables.optional("CHECK_SERVER_HOST", KINDS.hostName);
  if (variables.has("CHECK_SERVER_ID") !== variables.has("CHECK_SERVER_HOST")) {
    variables.refuse("CHECK_SERVER_ID and CHECK_SERVER_HOST belong together: one of them is not set.");
  }
  return id === undefined || host === undefined ? undefined : { id, host };
}

/** Reads the variables of `verification`; see `jobs/README.md`. */
export function readVerificationOrders(variables: Variables): VerificationOrders {
  const recoveryPoint = variables.required("RECOVERY_POINT", KINDS.oneOf(RECOVERY_POINTS));
  const common = {
    tenant: variables.required("TENANT", KINDS.tenant),
    generation: variables.required("GENERATION", KINDS.generation),
    maxAgeMilliseconds: variables.required("MAX_AGE", KINDS.duration),
    checkDatabase: variables.required("CHECK_DATABASE", KINDS.text),
  };
  if (recoveryPoint === "copy") {
    return {
      ...common,
      recoveryPoint,
      copy: variables.required("COPY", KINDS.text),
      places: variables.required("PLACES", json(placesSchema, PLACES_ALLOWED)),
      keyFolder: variables.optional("KEY_FOLDER", KINDS.text),
      scratch: variables.optional("SCRATCH", KINDS.text) ?? DEFAULT_SCRATCH,
      checkServer: readCheckServer(variables),
    };
  }
  const live = {
    databaseId: variables.required("DATABASE_ID", KINDS.armId),
    sqlHost: variables.required("SQL_HOST", KINDS.hostName),
  };
  if (recoveryPoint === "pointInTime") return { ...common, recoveryPoint, ...live };
  return {
    ...common,
    recoveryPoint,
    ...live,
    checkServer: {
      id: variables.required("CHECK_SERVER_ID", KINDS.armId),
      host: variables.required("CHECK_SERVER_HOST", KINDS.hostName),
    },
  };
}
