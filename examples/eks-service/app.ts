import { buildEksService } from './eks-service';

buildEksService().synth();
