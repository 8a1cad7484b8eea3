import { MockMonitor } from "@pulumi/pulumi/runtime/mocks";
import type { RegisterResourceRequest, RegisterResourceResponse } from "@pulumi/pulumi/proto/resource_pb";
import { withoutSecrets } from "../../policies/resources/exported-resources";
import {
  registeredResource,
  type Properties,
  type RegisteredResource,
} from "../../policies/resources/registered-resource";

type Answer = (error: Error | null | undefined, response?: RegisterResourceResponse) => void;

/** Pulumi's mock of the engine, which also keeps every registration as the engine would hand it to a policy pack. */
export class RecordingMonitor extends MockMonitor {
  readonly recorded: RegisteredResource[] = [];

  override async registerResource(request: RegisterResourceRequest, callback: Answer): Promise<void> {
    await super.registerResource(request, (error: Error | null | undefined, response: RegisterResourceResponse) => {
      if (response !== undefined) this.recorded.push(recordedFrom(request, response));
      callback(error, response);
    });
  }
}

/** What Azure answered besides the inputs: all that rules look at, and the recording stays small. */
function answered(state: Properties, inputs: Properties): Properties {
  return Object.fromEntries(
    Object.entries(state).filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(inputs[name])),
  );
}

function recordedFrom(request: RegisterResourceRequest, response: RegisterResourceResponse): RegisteredResource {
  const provider = request.getProvider();
  const id = response.getId();
  const dependencies = [...request.getPropertydependenciesMap().entries()] as readonly (readonly [
    string,
    { getUrnsList(): string[] },
  ])[];
  const inputs = withoutSecrets(request.getObject()?.toJavaScript() ?? {}) as Properties;
  const state = withoutSecrets(response.getObject()?.toJavaScript() ?? {}) as Properties;
  return registeredResource({
    urn: response.getUrn(),
    inputs,
    outputs: answered(state, inputs),
    protect: request.getProtect() ?? false,
    dependencies: request.getDependenciesList(),
    propertyDependencies: Object.fromEntries(dependencies.map(([property, urns]) => [property, urns.getUrnsList()])),
    ...(request.getParent() !== "" && { parent: request.getParent() }),
    ...(provider !== "" && { provider: provider.slice(0, provider.lastIndexOf("::")) }),
    ...(id.startsWith("/") && { id }),
  });
}
