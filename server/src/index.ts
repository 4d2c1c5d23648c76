import bootstrap from './bootstrap';
import { resolveConfig } from './config/schema';
import controllers from './controllers';
import destroy from './destroy';
import register from './register';
import routes from './routes';

export {
  defineView,
  type DefinedView,
  type ViewContext,
  type ViewEntry,
} from '../../contracts/view-definition';

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
};
