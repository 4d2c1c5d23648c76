import bootstrap from './bootstrap';
import { resolveConfig } from './config/schema';
import controllers from './controllers';
import destroy from './destroy';
import register from './register';
import routes from './routes';
import services from './services';

export {
  defineView,
  type DefinedView,
  type ViewContext,
  type ViewEntry,
} from '../../contracts/view-definition';

export { type DestinationsServices } from './services';

export default {
  register,
  bootstrap,
  destroy,
  config: {
    default: {},
    validator(config: unknown) {
      resolveConfig(config);
    },
  },
  controllers,
  routes,
  services,
};
