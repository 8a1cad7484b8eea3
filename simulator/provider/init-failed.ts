import { Metadata, status } from "@grpc/grpc-js";
import { Any } from "google-protobuf/google/protobuf/any_pb";
import { ErrorResourceInitFailed } from "@pulumi/pulumi/proto/provider_pb";
import { Status } from "@pulumi/pulumi/proto/status_pb";
import { writeProperties, type PropertyMap } from "./property-value";

/** A resource that is there but is not what one waits for. The engine records it and reports the failure. */
export class InitFailedError extends Error {
  override readonly name = "InitFailedError";

  constructor(
    message: string,
    readonly id: string,
    readonly outputs: PropertyMap,
    readonly inputs: PropertyMap,
  ) {
    super(message);
  }
}

/** The header in which gRPC carries what is known beyond the message. */
export function initFailureDetails({ id, outputs, inputs, message }: InitFailedError): Metadata {
  const failure = new ErrorResourceInitFailed()
    .setId(id)
    .setProperties(writeProperties(outputs))
    .setInputs(writeProperties(inputs))
    .setReasonsList([message]);
  const details = new Any();
  details.pack(failure.serializeBinary(), "pulumirpc.ErrorResourceInitFailed");
  const told = new Status();
  told.setCode(status.UNKNOWN);
  told.setMessage(message);
  told.addDetails(details);
  const metadata = new Metadata();
  metadata.add("grpc-status-details-bin", Buffer.from(told.serializeBinary()));
  return metadata;
}
