import type { Scope } from './scope.js';
import { serve } from './worker.js';

serve(self as unknown as Scope);
