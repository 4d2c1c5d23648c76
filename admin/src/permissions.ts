/** What a role needs to see the pages of this plugin. */
import { PLUGIN_ID } from './pluginId';

export const PERMISSIONS = {
  readDestinations: [{ action: `plugin::${PLUGIN_ID}.destinations.read`, subject: null }],
};
