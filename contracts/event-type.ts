/** What a destination can subscribe to, with the shape of what it then gets. */
import type { Action, Message } from './message';
import type { JsonObject } from './view';

export type JsonSchema = JsonObject;

export interface EventType {
  /** `<type>.deploy` or `<type>.remove`. */
  event: string;
  type: string;
  action: Action;
  description: string;
  /** JSON Schema of the message. */
  schema: JsonSchema;
  /** A message that fits it. */
  example: Message;
  /** JSON Schema of the view that the Delivery API answers with; null for a Remove. */
  viewSchema: JsonSchema | null;
  /** A view that fits it; null for a Remove and for views that are made by code. */
  viewExample: JsonObject | null;
}
