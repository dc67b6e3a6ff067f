import { buildGenaiService } from './genai-service';

buildGenaiService().synth();
