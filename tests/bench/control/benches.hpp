#pragma once
// The parts of ./dev bench control, one file each. Each tells its figures.

namespace weir::bench {

void reconciler_ticks();                              // inside.cpp
void discovery_of(unsigned count, const char* what);  // inside.cpp
void round_trips();                                   // requests.cpp
void many_streams();                                  // requests.cpp
void cold_start(int count);                           // starts.cpp
void restarts(int count);                             // starts.cpp

}  // namespace weir::bench
