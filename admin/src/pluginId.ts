export const PLUGIN_ID = 'destinations';
