import common from './common.json';
import content from './content.json';
import deliveries from './deliveries.json';
import destination from './destination.json';
import dialogs from './dialogs.json';
import diverted from './diverted.json';
import entry from './entry.json';
import overview from './overview.json';

/** The words of the plugin; every other language has exactly these keys. */
export const EN = {
  ...common,
  ...overview,
  ...destination,
  ...dialogs,
  ...deliveries,
  ...diverted,
  ...content,
  ...entry,
};
