/** What a receiver gets in the body of the request. */
import { type z } from 'zod';

import { type messageSchema } from './message-schema';

export const ACTIONS = ['Deploy', 'Remove'] as const;

/** `Deploy`: the view exists or changed. `Remove`: the view is gone. */
export type Action = (typeof ACTIONS)[number];

export type Message = z.infer<typeof messageSchema>;
