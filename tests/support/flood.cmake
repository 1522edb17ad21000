# SPDX-License-Identifier: GPL-3.0-or-later
# A peer that floods its subscribers, for tests and benchmarks.
qt_add_library(warden_testflood STATIC floodpeer.cpp floodpeer.h)
target_include_directories(warden_testflood PUBLIC "${PROJECT_SOURCE_DIR}/app" "${PROJECT_SOURCE_DIR}/tests")
target_link_libraries(warden_testflood PUBLIC warden_options warden::mqttcodec Qt6::Core Qt6::Network)
