import type { ResourceModel } from "../../arm/resource-model";
import { systemTopic } from "./system-topic";
import { systemTopicSubscription } from "./system-topic-subscription";

/** Microsoft.EventGrid, as far as events of Azure's own services go. */
export const eventGridModels: readonly ResourceModel[] = [systemTopic, systemTopicSubscription];
