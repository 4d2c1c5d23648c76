import deliveries from './deliveries';
import destinations from './destinations';

export default { deliveries, destinations };
